/** Our scenarios in the languages of other load generators, and what is lost on the way, said in the document. */
package io.belastbar.load.export;

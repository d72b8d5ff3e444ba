package io.belastbar.web.system;

import io.belastbar.web.document.DocumentRepository;
import io.belastbar.web.document.DocumentStore;
import io.belastbar.web.document.VersionsResource;
import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.ws.rs.Path;

/** The versions of a system's description. */
@IfBuildProperty(name = "belastbar.web.systems", stringValue = "true")
@Path("/api/v1/systems/{system}/versions")
public class SystemVersionsResource extends VersionsResource {

    SystemVersionsResource(SystemKind kind, DocumentStore store, DocumentRepository documents) {
        super(kind, store, documents);
    }
}

package io.belastbar.capacity.cost.price;

import io.belastbar.web.document.DocumentKind;
import io.belastbar.web.document.SentDocument;
import jakarta.inject.Singleton;

/** Price lists among the documents; one of a system. */
@Singleton
public class PricesKind extends DocumentKind<PriceList> {

    public static final String ID = "prices";

    PricesKind() {
        super(ID, "prices", PriceList.class);
    }

    @Override
    public PriceList read(SentDocument sent) {
        return PriceListParser.parse(sent.text());
    }
}

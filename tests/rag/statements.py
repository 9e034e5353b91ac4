"""Statements for the verifier: what a good model writes, and the same bent.

(language, words of the Dutch passage cited, statement, its bent versions by kind)
"""

from __future__ import annotations

from rag.types import Language

Case = tuple[Language, str, str, dict[str, str]]

CASES: list[Case] = [
    ("nl", "ongeveer 25.000 mensen", "Op 13 december gaven de oppositiegroepen in de stad zich over, in ruil voor een aftocht van burgers, strijders en hun families.", {
        "date to another of the passage": "Op 19 december gaven de oppositiegroepen in de stad zich over, in ruil voor een aftocht van burgers, strijders en hun families.",
        "date": "Op 15 december gaven de oppositiegroepen in de stad zich over, in ruil voor een aftocht van burgers, strijders en hun families.",
        "month": "Op 13 november gaven de oppositiegroepen in de stad zich over, in ruil voor een aftocht van burgers, strijders en hun families.",
        "negation added": "Op 13 december gaven de oppositiegroepen in de stad zich niet over, in ruil voor een aftocht van burgers, strijders en hun families.",
        "actor": "Op 13 december gaven de regeringstroepen in de stad zich over, in ruil voor een aftocht van burgers, strijders en hun families.",
    }),
    ("nl", "ongeveer 25.000 mensen", "Op het moment van schrijven waren ongeveer 25.000 mensen geëvacueerd.", {
        "number": "Op het moment van schrijven waren ongeveer 52.000 mensen geëvacueerd.",
        "order of magnitude": "Op het moment van schrijven waren ongeveer 250.000 mensen geëvacueerd.",
        "negation added": "Op het moment van schrijven waren ongeveer 25.000 mensen niet geëvacueerd.",
        "what is counted": "Op het moment van schrijven waren ongeveer 25.000 strijders geëvacueerd.",
    }),
    ("en", "ongeveer 25.000 mensen", "At the time of writing, about 25,000 people had been evacuated.", {
        "number": "At the time of writing, about 35,000 people had been evacuated.",
        "negation added": "At the time of writing, about 25,000 people had not been evacuated.",
        "verb": "At the time of writing, about 25,000 people had been killed.",
    }),
    ("en", "ongeveer 25.000 mensen", "On 19 December the UN Security Council decided that UN staff would supervise the evacuations.", {
        "date to another of the passage": "On 13 December the UN Security Council decided that UN staff would supervise the evacuations.",
        "actor": "On 19 December the Russian air force decided that UN staff would supervise the evacuations.",
        "negation added": "On 19 December the UN Security Council decided that UN staff would not supervise the evacuations.",
        "name": "On 19 December the European Council decided that EU staff would supervise the evacuations.",
    }),
    ("nl", "ongeveer 25.000 mensen", "De Syrische strijdkrachten kregen voor het offensief onmisbare steun van sjiitische milities die door Iran worden gesteund en van de Russische luchtmacht.", {
        "negation added": "De Syrische strijdkrachten kregen voor het offensief geen steun van sjiitische milities die door Iran worden gesteund en van de Russische luchtmacht.",
        "name": "De Syrische strijdkrachten kregen voor het offensief onmisbare steun van sjiitische milities die door Turkije worden gesteund en van de Russische luchtmacht.",
        "name 2": "De Syrische strijdkrachten kregen voor het offensief onmisbare steun van sjiitische milities die door Iran worden gesteund en van de Amerikaanse luchtmacht.",
        "roles": "De Syrische strijdkrachten gaven onmisbare steun aan sjiitische milities en aan de Russische luchtmacht voor het offensief van Iran.",
    }),
    ("nl", "ineenstorting", "De Verenigde Naties hebben de gebeurtenissen in Aleppo een «ineenstorting van de menselijkheid» genoemd.", {
        "quote": "De Verenigde Naties hebben de gebeurtenissen in Aleppo een «ineenstorting der menselijkheid» genoemd.",
        "letter in quote": "De Verenigde Naties hebben de gebeurtenissen in Aleppo een «ineenstorting van de menselijkheit» genoemd.",
        "actor": "De Europese Unie heeft de gebeurtenissen in Aleppo een «ineenstorting van de menselijkheid» genoemd.",
        "place": "De Verenigde Naties hebben de gebeurtenissen in Idlib een «ineenstorting van de menselijkheid» genoemd.",
    }),
    ("en", "ineenstorting", "The United Nations called the events in Aleppo a “meltdown of humanity”.", {
        "quote": "The United Nations called the events in Aleppo a “triumph of humanity”.",
        "translation as quote": "The United Nations called the “events in Aleppo” a meltdown of humanity.",
        "negation added": "The United Nations never called the events in Aleppo a “meltdown of humanity”.",
    }),
    ("nl", "ineenstorting", "Volgens VN-bronnen doodden strijders gelieerd aan het regime bij de verovering van Oost-Aleppo tenminste 82 burgers, onder wie 13 kinderen.", {
        "numbers exchanged": "Volgens VN-bronnen doodden strijders gelieerd aan het regime bij de verovering van Oost-Aleppo tenminste 13 burgers, onder wie 82 kinderen.",
        "number": "Volgens VN-bronnen doodden strijders gelieerd aan het regime bij de verovering van Oost-Aleppo tenminste 82 burgers, onder wie 31 kinderen.",
        "bound": "Volgens VN-bronnen doodden strijders gelieerd aan het regime bij de verovering van Oost-Aleppo hoogstens 82 burgers, onder wie 13 kinderen.",
        "actor": "Volgens VN-bronnen doodden strijders gelieerd aan de oppositie bij de verovering van Oost-Aleppo tenminste 82 burgers, onder wie 13 kinderen.",
        "source": "Volgens Russische bronnen doodden strijders gelieerd aan het regime bij de verovering van Oost-Aleppo tenminste 82 burgers, onder wie 13 kinderen.",
    }),
    ("en", "ineenstorting", "According to UN sources, fighters affiliated with the regime killed at least 82 civilians, including 13 children, during the capture of East Aleppo.", {
        "numbers exchanged": "According to UN sources, fighters affiliated with the regime killed at least 13 civilians, including 82 children, during the capture of East Aleppo.",
        "number": "According to UN sources, fighters affiliated with the regime killed at least 28 civilians, including 13 children, during the capture of East Aleppo.",
        "actor": "According to UN sources, fighters affiliated with the opposition killed at least 82 civilians, including 13 children, during the capture of East Aleppo.",
        "place": "According to UN sources, fighters affiliated with the regime killed at least 82 civilians, including 13 children, during the capture of West Aleppo.",
        "roles": "According to UN sources, at least 82 civilians, including 13 children, killed fighters affiliated with the regime during the capture of East Aleppo.",
    }),
    ("nl", "ineenstorting", "De Witte Helmen en de Vrije Syrische Politie zijn doelwit van gerichte aanvallen door het regime.", {
        "negation added": "De Witte Helmen en de Vrije Syrische Politie zijn geen doelwit van gerichte aanvallen door het regime.",
        "actor": "De Witte Helmen en de Vrije Syrische Politie zijn doelwit van gerichte aanvallen door Nederland.",
        "roles": "Het regime is doelwit van gerichte aanvallen door de Witte Helmen en de Vrije Syrische Politie.",
    }),
    ("nl", "The Independent", "Nederland vroeg afgelopen zomer in de Britse krant The Independent als een van de eersten internationaal aandacht voor het lot van de burgerbevolking.", {
        "name": "Nederland vroeg afgelopen zomer in de Britse krant The Guardian als een van de eersten internationaal aandacht voor het lot van de burgerbevolking.",
        "season": "Nederland vroeg afgelopen winter in de Britse krant The Independent als een van de eersten internationaal aandacht voor het lot van de burgerbevolking.",
        "first to last": "Nederland vroeg afgelopen zomer in de Britse krant The Independent als een van de laatsten internationaal aandacht voor het lot van de burgerbevolking.",
        "country": "Frankrijk vroeg afgelopen zomer in de Britse krant The Independent als een van de eersten internationaal aandacht voor het lot van de burgerbevolking.",
    }),
    ("en", "onophoudelijk gepleit", "Because of repeated vetoes by Russia in the UN Security Council, among other things, this did not get off the ground.", {
        "negation dropped": "Because of repeated vetoes by Russia in the UN Security Council, among other things, this did get off the ground.",
        "actor": "Because of repeated vetoes by China in the UN Security Council, among other things, this did not get off the ground.",
    }),
    ("nl", "onophoudelijk gepleit", "Een EU-initiatief voor humanitaire steun voor Aleppo kon niet worden uitgevoerd.", {
        "negation dropped": "Een EU-initiatief voor humanitaire steun voor Aleppo kon worden uitgevoerd.",
        "negation dropped 2": "Een EU-initiatief voor humanitaire steun voor Aleppo is uitgevoerd.",
        "actor": "Een VN-initiatief voor humanitaire steun voor Aleppo kon niet worden uitgevoerd.",
        "kind": "Een EU-initiatief voor militaire steun voor Aleppo kon niet worden uitgevoerd.",
    }),
    ("nl", "onophoudelijk gepleit", "Het kabinet steunde het kantoor van VN-gezant Staffan de Mistura en verschillende parallelle dialogen (Track II).", {
        "name": "Het kabinet steunde het kantoor van VN-gezant Kofi Annan en verschillende parallelle dialogen (Track II).",
        "name nearly": "Het kabinet steunde het kantoor van VN-gezant Steffan de Mistura en verschillende parallelle dialogen (Track II).",
        "number": "Het kabinet steunde het kantoor van VN-gezant Staffan de Mistura en verschillende parallelle dialogen (Track III).",
    }),
    ("en", "onophoudelijk gepleit", "In the weekly ISSG task forces the Netherlands repeatedly called on Russia and Iran to use their influence over the regime and the opposition so that aid convoys could get access.", {
        "roles": "In the weekly ISSG task forces Russia and Iran repeatedly called on the Netherlands to use its influence over the regime and the opposition so that aid convoys could get access.",
        "frequency": "In the monthly ISSG task forces the Netherlands repeatedly called on Russia and Iran to use their influence over the regime and the opposition so that aid convoys could get access.",
        "name": "In the weekly ISSG task forces the Netherlands repeatedly called on Russia and Turkey to use their influence over the regime and the opposition so that aid convoys could get access.",
    }),
    ("nl", "reserve van drie maanden", "De goederen boden de bevolking een reserve van drie maanden.", {
        "number": "De goederen boden de bevolking een reserve van zes maanden.",
        "unit": "De goederen boden de bevolking een reserve van drie weken.",
        "negation added": "De goederen boden de bevolking geen reserve van drie maanden.",
    }),
    ("en", "reserve van drie maanden", "The goods gave the population a reserve of three months.", {
        "number": "The goods gave the population a reserve of five months.",
        "unit": "The goods gave the population a reserve of three years.",
    }),
    ("nl", "vorige week de ambassadeurs", "Het kabinet heeft de ambassadeurs van Rusland en Iran ontboden op het Ministerie van Buitenlandse Zaken.", {
        "roles": "Rusland en Iran hebben de ambassadeurs van het kabinet ontboden op het Ministerie van Buitenlandse Zaken.",
        "name": "Het kabinet heeft de ambassadeurs van Rusland en Turkije ontboden op het Ministerie van Buitenlandse Zaken.",
        "place": "Het kabinet heeft de ambassadeurs van Rusland en Iran ontboden op het Ministerie van Algemene Zaken.",
        "negation added": "Het kabinet heeft de ambassadeurs van Rusland en Iran niet ontboden op het Ministerie van Buitenlandse Zaken.",
    }),
    ("en", "vorige week de ambassadeurs", "The government summoned the ambassadors of Russia and Iran to the Ministry of Foreign Affairs.", {
        "roles": "Russia and Iran summoned the ambassadors of the Netherlands to the Ministry of Foreign Affairs.",
        "verb": "The government thanked the ambassadors of Russia and Iran at the Ministry of Foreign Affairs.",
        "name": "The government summoned the ambassadors of Syria and Iran to the Ministry of Foreign Affairs.",
    }),
    ("nl", "vorige week de ambassadeurs", "Het kabinet veroordeelt het optreden van het regime en zijn bondgenoten, waaronder Rusland en Iran, in de sterkste bewoordingen.", {
        "verb": "Het kabinet steunt het optreden van het regime en zijn bondgenoten, waaronder Rusland en Iran, in de sterkste bewoordingen.",
        "negation added": "Het kabinet veroordeelt het optreden van het regime en zijn bondgenoten, waaronder Rusland en Iran, niet.",
        "roles": "Het regime veroordeelt het optreden van het kabinet en zijn bondgenoten in de sterkste bewoordingen.",
    }),
    ("nl", "einde van de oorlog", "De val van Aleppo betekent niet het einde van de oorlog in Syrië.", {
        "negation dropped": "De val van Aleppo betekent het einde van de oorlog in Syrië.",
        "opposite": "De val van Aleppo betekent niet het begin van de oorlog in Syrië.",
        "place": "De val van Aleppo betekent niet het einde van de oorlog in Irak.",
    }),
    ("nl", "einde van de oorlog", "De val van Aleppo geeft Assad wel een sterke onderhandelingspositie.", {
        "negation added": "De val van Aleppo geeft Assad geen sterke onderhandelingspositie.",
        "opposite": "De val van Aleppo geeft Assad een zwakke onderhandelingspositie.",
        "name": "De val van Aleppo geeft Rusland een sterke onderhandelingspositie.",
    }),
    ("en", "einde van de oorlog", "The fall of Aleppo does not mean the end of the war in Syria, but it does assure Assad of a strong negotiating position.", {
        "negation dropped": "The fall of Aleppo means the end of the war in Syria, and it does assure Assad of a strong negotiating position.",
        "opposite": "The fall of Aleppo does not mean the end of the war in Syria, but it does assure Assad of a weak negotiating position.",
    }),
    ("nl", "ruim 30%", "In de strijd tegen ISIS is het grondgebied onder controle van deze organisatie met ruim 30% teruggedrongen.", {
        "number": "In de strijd tegen ISIS is het grondgebied onder controle van deze organisatie met ruim 60% teruggedrongen.",
        "opposite": "In de strijd tegen ISIS is het grondgebied onder controle van deze organisatie met ruim 30% uitgebreid.",
        "name": "In de strijd tegen Assad is het grondgebied onder controle van deze organisatie met ruim 30% teruggedrongen.",
    }),
    ("en", "ruim 30%", "In the fight against ISIS, the territory under its control has been pushed back by more than 30%.", {
        "number": "In the fight against ISIS, the territory under its control has been pushed back by more than 13%.",
        "bound": "In the fight against ISIS, the territory under its control has been pushed back by less than 30%.",
        "unit": "In the fight against ISIS, the territory under its control has been pushed back by more than 30 km.",
    }),
    ("nl", "eind 2017", "Nederland heeft zijn bijdrage aan de anti-ISIS Coalitie verlengd tot eind 2017.", {
        "year": "Nederland heeft zijn bijdrage aan de anti-ISIS Coalitie verlengd tot eind 2018.",
        "opposite": "Nederland heeft zijn bijdrage aan de anti-ISIS Coalitie beëindigd eind 2017.",
        "begin": "Nederland heeft zijn bijdrage aan de anti-ISIS Coalitie verlengd tot begin 2017.",
        "country": "België heeft zijn bijdrage aan de anti-ISIS Coalitie verlengd tot eind 2017.",
    }),
    ("nl", "eind 2017", "Nederland wil begin 2017 een tankervliegtuig voor zes weken beschikbaar stellen aan de anti-ISIS Coalitie.", {
        "number": "Nederland wil begin 2017 een tankervliegtuig voor zestien weken beschikbaar stellen aan de anti-ISIS Coalitie.",
        "unit": "Nederland wil begin 2017 een tankervliegtuig voor zes maanden beschikbaar stellen aan de anti-ISIS Coalitie.",
        "object": "Nederland wil begin 2017 een fregat voor zes weken beschikbaar stellen aan de anti-ISIS Coalitie.",
    }),
    ("en", "eind 2017", "The Netherlands intends to make a tanker aircraft available to the anti-ISIS Coalition in early 2017 for a period of six weeks.", {
        "number": "The Netherlands intends to make a tanker aircraft available to the anti-ISIS Coalition in early 2017 for a period of nine weeks.",
        "year": "The Netherlands intends to make a tanker aircraft available to the anti-ISIS Coalition in early 2018 for a period of six weeks.",
        "country": "Belgium intends to make a tanker aircraft available to the anti-ISIS Coalition in early 2017 for a period of six weeks.",
    }),
    ("nl", "360 miljoen", "Sinds het uitbreken van de crisis heeft Nederland 360 miljoen euro bijgedragen aan humanitaire hulp in Syrië en de buurlanden.", {
        "number": "Sinds het uitbreken van de crisis heeft Nederland 630 miljoen euro bijgedragen aan humanitaire hulp in Syrië en de buurlanden.",
        "magnitude": "Sinds het uitbreken van de crisis heeft Nederland 360 miljard euro bijgedragen aan humanitaire hulp in Syrië en de buurlanden.",
        "currency": "Sinds het uitbreken van de crisis heeft Nederland 360 miljoen dollar bijgedragen aan humanitaire hulp in Syrië en de buurlanden.",
        "kind": "Sinds het uitbreken van de crisis heeft Nederland 360 miljoen euro bijgedragen aan militaire hulp in Syrië en de buurlanden.",
        "country": "Sinds het uitbreken van de crisis heeft Duitsland 360 miljoen euro bijgedragen aan humanitaire hulp in Syrië en de buurlanden.",
    }),
    ("en", "360 miljoen", "Since the outbreak of the crisis the Netherlands has contributed 360 million euros to humanitarian aid in Syria and the neighbouring countries.", {
        "number": "Since the outbreak of the crisis the Netherlands has contributed 306 million euros to humanitarian aid in Syria and the neighbouring countries.",
        "magnitude": "Since the outbreak of the crisis the Netherlands has contributed 360 billion euros to humanitarian aid in Syria and the neighbouring countries.",
        "currency": "Since the outbreak of the crisis the Netherlands has contributed 360 million dollars to humanitarian aid in Syria and the neighbouring countries.",
    }),
    ("nl", "steun niet zijnde wapens", "Nederland steunt gematigde gewapende oppositiegroepen, maar niet met wapens.", {
        "exclusion dropped": "Nederland steunt gematigde gewapende oppositiegroepen met wapens.",
        "opposite": "Nederland steunt extremistische gewapende oppositiegroepen, maar niet met wapens.",
    }),
    ("nl", "steun niet zijnde wapens", "Nederland zal niet bijdragen aan wederopbouwactiviteiten in door het regime gecontroleerd gebied zonder een geloofwaardig politiek transitieproces waarbij ook de oppositie betrokken is.", {
        "negation dropped": "Nederland zal bijdragen aan wederopbouwactiviteiten in door het regime gecontroleerd gebied zonder een geloofwaardig politiek transitieproces waarbij ook de oppositie betrokken is.",
        "condition dropped": "Nederland zal bijdragen aan wederopbouwactiviteiten in door het regime gecontroleerd gebied.",
        "actor": "Nederland zal niet bijdragen aan wederopbouwactiviteiten in door de oppositie gecontroleerd gebied zonder een geloofwaardig politiek transitieproces.",
    }),
    ("en", "steun niet zijnde wapens", "The Netherlands will not contribute to reconstruction activities in territory controlled by the regime unless there is a credible political transition process.", {
        "negation dropped": "The Netherlands will contribute to reconstruction activities in territory controlled by the regime.",
        "actor": "The Netherlands will not contribute to reconstruction activities in territory controlled by the opposition unless there is a credible political transition process.",
    }),
    ("nl", "na 54 jaar een einde", "In december 2024 kwam er na 54 jaar een einde aan de dictatuur van het Assad-regime.", {
        "number": "In december 2024 kwam er na 45 jaar een einde aan de dictatuur van het Assad-regime.",
        "year": "In december 2023 kwam er na 54 jaar een einde aan de dictatuur van het Assad-regime.",
        "name": "In december 2024 kwam er na 54 jaar een einde aan de dictatuur van het Saddam-regime.",
        "opposite": "In december 2024 kwam er na 54 jaar een begin aan de dictatuur van het Assad-regime.",
    }),
    ("en", "na 54 jaar een einde", "The letter of 19 September 2025 says that the dictatorship of the Assad regime came to an end in December 2024 after 54 years.", {
        "date of the letter": "The letter of 21 December 2016 says that the dictatorship of the Assad regime came to an end in December 2024 after 54 years.",
        "number": "The letter of 19 September 2025 says that the dictatorship of the Assad regime came to an end in December 2024 after 24 years.",
    }),
    ("nl", "EUR 20,4 miljoen", "In 2025 gaat het om in totaal EUR 20,4 miljoen, via de Dutch Relief Alliance, het Nederlandse Rode Kruis en VN-landenfondsen.", {
        "number": "In 2025 gaat het om in totaal EUR 24,0 miljoen, via de Dutch Relief Alliance, het Nederlandse Rode Kruis en VN-landenfondsen.",
        "decimal": "In 2025 gaat het om in totaal EUR 204 miljoen, via de Dutch Relief Alliance, het Nederlandse Rode Kruis en VN-landenfondsen.",
        "name": "In 2025 gaat het om in totaal EUR 20,4 miljoen, via de Dutch Relief Alliance, het Belgische Rode Kruis en VN-landenfondsen.",
        "year": "In 2024 gaat het om in totaal EUR 20,4 miljoen, via de Dutch Relief Alliance, het Nederlandse Rode Kruis en VN-landenfondsen.",
    }),
    ("en", "EUR 20,4 miljoen", "In 2025 the Netherlands is giving a total of EUR 20.4 million through the Dutch Relief Alliance, the Netherlands Red Cross and UN country-based humanitarian funds.", {
        "number": "In 2025 the Netherlands is giving a total of EUR 20.6 million through the Dutch Relief Alliance, the Netherlands Red Cross and UN country-based humanitarian funds.",
        "magnitude": "In 2025 the Netherlands is giving a total of EUR 20.4 billion through the Dutch Relief Alliance, the Netherlands Red Cross and UN country-based humanitarian funds.",
        "currency": "In 2025 the Netherlands is giving a total of USD 20.4 million through the Dutch Relief Alliance, the Netherlands Red Cross and UN country-based humanitarian funds.",
    }),
    ("nl", "EUR 20,4 miljoen", "Conform de motie Kahraman bepleitte Nederland in EU-verband dat hulp wordt verleend op basis van de grootste noden.", {
        "name": "Conform de motie Karabulut bepleitte Nederland in EU-verband dat hulp wordt verleend op basis van de grootste noden.",
        "context": "Conform de motie Kahraman bepleitte Nederland in NAVO-verband dat hulp wordt verleend op basis van de grootste noden.",
    }),
    ("nl", "onvoldoende grip", "De Syrische overgangsregering heeft nog onvoldoende grip op veiligheid en rechtshandhaving.", {
        "prefix": "De Syrische overgangsregering heeft nog voldoende grip op veiligheid en rechtshandhaving.",
        "negation": "De Syrische overgangsregering heeft inmiddels grip op veiligheid en rechtshandhaving.",
        "actor": "De Iraakse overgangsregering heeft nog onvoldoende grip op veiligheid en rechtshandhaving.",
    }),
    ("en", "onvoldoende grip", "The Syrian transitional government does not yet have sufficient control over security and law enforcement.", {
        "negation dropped": "The Syrian transitional government has sufficient control over security and law enforcement.",
    }),
    ("en", "contact met de Syrische overgangsregering, met diverse", "To curb the influence of Iran and Russia, the government considers it necessary to engage with the current Syrian transitional government.", {
        "negation added": "To curb the influence of Iran and Russia, the government does not consider it necessary to engage with the current Syrian transitional government.",
        "name": "To curb the influence of Iran and China, the government considers it necessary to engage with the current Syrian transitional government.",
        "opposite": "To strengthen the influence of Iran and Russia, the government considers it necessary to engage with the current Syrian transitional government.",
    }),
    ("nl", "OHCHR-veldkantoor in Damascus", "Het kabinet heeft dit jaar opnieuw geld beschikbaar gesteld voor de VN-bewijzenbank IIIM en het OHCHR-veldkantoor in Damascus.", {
        "place": "Het kabinet heeft dit jaar opnieuw geld beschikbaar gesteld voor de VN-bewijzenbank IIIM en het OHCHR-veldkantoor in Aleppo.",
        "negation added": "Het kabinet heeft dit jaar geen geld meer beschikbaar gesteld voor de VN-bewijzenbank IIIM en het OHCHR-veldkantoor in Damascus.",
        "name": "Het kabinet heeft dit jaar opnieuw geld beschikbaar gesteld voor de VN-bewijzenbank IIIM en het UNHCR-veldkantoor in Damascus.",
    }),
    ("en", "OHCHR-veldkantoor in Damascus", "Partly at the insistence of the Netherlands, the EU sharply condemned the recent escalations of violence and urged the transitional government to act.", {
        "roles": "Partly at the insistence of the EU, the Netherlands sharply condemned the recent escalations of violence and urged the transitional government to act.",
        "opposite": "Partly at the insistence of the Netherlands, the EU warmly welcomed the recent escalations of violence and urged the transitional government to act.",
    }),
    ("nl", "OHCHR-veldkantoor in Damascus", "Er zijn sancties ingesteld tegen personen die verantwoordelijk zijn voor sektarisch geweld en mensenrechtenschendingen.", {
        "negation added": "Er zijn geen sancties ingesteld tegen personen die verantwoordelijk zijn voor sektarisch geweld en mensenrechtenschendingen.",
        "invented": "Er zijn sancties ingesteld tegen bedrijven die olie leveren aan Israël en mensenrechten schenden.",
    }),
    ("nl", "A.G. Koenders", "De brief van 21 december 2016 is ondertekend door A.G. Koenders, minister van Buitenlandse Zaken.", {
        "name": "De brief van 21 december 2016 is ondertekend door M. Rutte, minister van Buitenlandse Zaken.",
        "office": "De brief van 21 december 2016 is ondertekend door A.G. Koenders, minister van Defensie.",
        "date": "De brief van 12 december 2016 is ondertekend door A.G. Koenders, minister van Buitenlandse Zaken.",
    }),
    ("en", "D.M. van Weel", "The letter of 19 September 2025 was signed by D.M. van Weel, the Minister of Foreign Affairs.", {
        "name": "The letter of 19 September 2025 was signed by D.M. van Wel, the Minister of Foreign Affairs.",
        "date": "The letter of 19 September 2024 was signed by D.M. van Weel, the Minister of Foreign Affairs.",
        "other letter": "The letter of 19 September 2025 was signed by A.G. Koenders, the Minister of Foreign Affairs.",
    }),
    ("nl", "In aanvulling op het bestaande beleid", "Als er binnen de VN niet voldoende steun is, is Nederland bereid met gelijkgezinde partners het voortouw te nemen.", {
        "negation dropped": "Als er binnen de VN voldoende steun is, is Nederland bereid met gelijkgezinde partners het voortouw te nemen.",
        "negation moved": "Als er binnen de VN voldoende steun is, is Nederland niet bereid met gelijkgezinde partners het voortouw te nemen.",
    }),
    ("nl", "belang bij een veilig", "Nieuwe escalaties van geweld kunnen leiden tot vluchtelingenbewegingen en regionale instabiliteit.", {
        "prefix": "Nieuwe escalaties van geweld kunnen leiden tot vluchtelingenbewegingen en regionale stabiliteit.",
        "negation added": "Nieuwe escalaties van geweld kunnen niet leiden tot vluchtelingenbewegingen en regionale instabiliteit.",
    }),
    ("en", "Wereldbank", "Countries in the region, including the Gulf States, are in talks with the Syrian transitional government about support packages for macroeconomic recovery, as are the World Bank and the IMF.", {
        "name": "Countries in the region, including the Gulf States, are in talks with the Israeli government about support packages for macroeconomic recovery, as are the World Bank and the IMF.",
        "negation added": "Countries in the region, including the Gulf States, are not in talks with the Syrian transitional government about support packages for macroeconomic recovery, nor are the World Bank and the IMF.",
    }),
]  # fmt: skip

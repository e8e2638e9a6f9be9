package io.userautomation.randomuser.people;

/**
 * The nationalities of the API, with the forms its phone numbers, identity numbers and postcodes take (see
 * {@link Pattern} for the notation). The names, streets and places are in a file of the same name.
 *
 * <p>The odd ones are the API's own: letters in Canadian and Ukrainian phone numbers, {@code NaN} and
 * {@code undefined} in Finnish identity numbers, an integer postcode for all but Canada, Norway and the United Kingdom.
 */
public enum Nationality {
    AU("Australia", "0#-####-####", "04##-###-###", "TFN", "#########", "%###"),
    BR("Brazil", "(##) ####-####", "(##) ####-####", "CPF", "###.###.###-##", "%####"),
    CA("Canada", "@## @##-####", "@## @##-####", "SIN", "#########", "\"@#@ #@#\""),
    CH("Switzerland", "07{5|6|7|8|9} ### ## ##", "07{5|6|7|8|9} ### ## ##", "AVS", "756.####.####.##", "%###"),
    DE("Germany", "0###-#######", "017#-#######", "SVNR", "## <day><month><year> @ ###", "%####"),
    DK("Denmark", "%#######", "%#######", "CPR", "<day><month><year>-####", "%####"),
    ES("Spain", "9##-###-###", "6##-###-###", "DNI", "########-@", "%####"),
    FI("Finland", "0#-###-###", "04#-###-##-##", "HETU", "NaNNA###undefined", "%####"),
    FR("France", "0{1|2|3|4|5}-##-##-##-##", "06-##-##-##-##", "INSEE", "<sex><year><month>######## ##", "%####"),
    GB(
            "United Kingdom",
            "{017687 #####|015395 #####|016977 ####|01### ######|01### #####|01#1 ### ####|020 #### ####|011#1## ### ####}",
            "07### ######",
            "NINO",
            "@@ ## ## ## @",
            "\"{@# #@@|@## #@@|@@# #@@|@@## #@@|@#@ #@@|@@#@ #@@}\""),
    IE("Ireland", "0{1|2|3|4|5|6|7}1-###-####", "081-###-####", "PPS", "#######T", "%####"),
    IN("India", "{7|8|9}#########", "{7|8|9}#########", "UIDAI", "############", "%####"),
    IR("Iran", "0##-########", "09##-###-####", "", "", "%####"),
    MX("Mexico", "(6##) ### ####", "(6##) ### ####", "NSS", "## ## ## #### #", "%####"),
    NL("Netherlands", "(###)-###-####", "(###)-###-####", "BSN", "########", "%####"),
    NO("Norway", "{2|3|5|6|7}#######", "{4|9}#######", "FN", "<day><month><year>#####", "\"####\""),
    NZ("New Zealand", "(###)-###-####", "(###)-###-####", "", "", "%####"),
    RS("Serbia", "0##-####-###", "06#-####-###", "SID", "#########", "%####"),
    TR("Turkey", "(###)-###-####", "(###)-###-####", "", "", "%####"),
    UA("Ukraine", "(0{66|67|68|96|97|98|99}) @##-####", "(0{66|67|68|96|97|98|99}) @##-####", "", "", "%####"),
    US("United States", "(###) ###-####", "(###) ###-####", "SSN", "###-##-####", "%####");

    private final String country;
    private final String phone;
    private final String cell;
    private final String idName;
    private final String idValue;
    private final String postcode;

    Nationality(String country, String phone, String cell, String idName, String idValue, String postcode) {
        this.country = country;
        this.phone = phone;
        this.cell = cell;
        this.idName = idName;
        this.idValue = idValue;
        this.postcode = postcode;
    }

    /** The country's English name. */
    public String country() {
        return country;
    }

    /** The first version that knows this nationality. */
    public ApiVersion since() {
        return switch (this) {
            case IN, MX, RS, UA -> ApiVersion.V1_4;
            case NO -> ApiVersion.V1_2;
            default -> ApiVersion.V1_1;
        };
    }

    /** Whether that version gives people of this nationality an identity number; otherwise its value is null. */
    public boolean hasId(ApiVersion version) {
        return switch (this) {
            case IR, NZ, TR, UA -> false;
            case BR, CA, DE -> version.atLeast(ApiVersion.V1_4);
            default -> true;
        };
    }

    /** The kind of identity number, such as {@code SSN}. */
    String idName() {
        return idName;
    }

    String idValue() {
        return idValue;
    }

    String phone() {
        return phone;
    }

    String cell() {
        return cell;
    }

    /** The postcode as JSON: with quotes where the API sends a string. */
    String postcode() {
        return postcode;
    }
}

package io.userautomation.producer.api;

/** Answers of the API as texts. */
final class Answers {

    private Answers() {}

    /** An answer whose {@code info} says so. */
    static String page(String seed, int page, int results, String version, String users) {
        return "{\"results\":[%s],\"info\":{\"seed\":\"%s\",\"results\":%d,\"page\":%d,\"version\":\"%s\"}}"
                .formatted(users, seed, results, page, version);
    }

    /** An Irish user as version 1.4 gives it. */
    static String user14() {
        return "{\"gender\":\"female\",\"name\":{\"title\":\"Mrs\",\"first\":\"\\u0410нна\",\"last\":\"Kelley\"},"
                + "\"location\":{\"street\":{\"number\":857,\"name\":\"Alexander Road\"},\"city\":\"Limerick\","
                + "\"state\":\"Kilkenny\",\"country\":\"Ireland\",\"postcode\":11174,"
                + "\"coordinates\":{\"latitude\":\"-1.4835\",\"longitude\":\"108.3579\"},"
                + "\"timezone\":{\"offset\":\"-4:00\",\"description\":\"Atlantic Time\"}},"
                + "\"email\":\"anna.kelley@example.com\","
                + "\"login\":{\"uuid\":\"c7a41086-06e3-4bfe-9c40-4e9da2df42c8\",\"username\":\"beautifulfish935\","
                + "\"password\":\"secret\"},"
                + "\"dob\":{\"date\":\"1978-04-22T07:00:07.471Z\",\"age\":48},"
                + "\"registered\":{\"date\":\"2019-08-19T08:16:27.068Z\",\"age\":7},"
                + "\"phone\":\"021-892-1751\",\"cell\":\"081-062-5161\","
                + "\"id\":{\"name\":\"PPS\",\"value\":\"6668006T\"},"
                + "\"picture\":{\"large\":\"https://randomuser.me/api/portraits/women/63.jpg\","
                + "\"medium\":\"https://randomuser.me/api/portraits/med/women/63.jpg\","
                + "\"thumbnail\":\"https://randomuser.me/api/portraits/thumb/women/63.jpg\"},\"nat\":\"IE\"}";
    }
}

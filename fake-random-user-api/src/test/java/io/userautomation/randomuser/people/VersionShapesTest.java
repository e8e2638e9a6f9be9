package io.userautomation.randomuser.people;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;

/** In what the versions' users differ. */
class VersionShapesTest {
    private static final String TAIL =
            "phone:string,cell:string,id:{name:string,value:string},picture:{large:string,medium:string,thumbnail:string},nat:string}";
    private static final String PLACE =
            "coordinates:{latitude:string,longitude:string},timezone:{offset:string,description:string}}";
    private static final String LOGIN =
            "username:string,password:string,salt:string,md5:string,sha1:string,sha256:string}";

    @Test
    void should_write_1_4_with_street_object_country_and_uuid() {
        assertThat(shape(ApiVersion.V1_4))
                .isEqualTo("{gender:string,name:{title:string,first:string,last:string},"
                        + "location:{street:{number:number,name:string},city:string,state:string,country:string,postcode:number,"
                        + PLACE + ",email:string,login:{uuid:string," + LOGIN
                        + ",dob:{date:string,age:number},registered:{date:string,age:number}," + TAIL);
    }

    @Test
    void should_write_1_3_in_the_shape_of_1_4() {
        assertThat(shape(ApiVersion.V1_3)).isEqualTo(shape(ApiVersion.V1_4));
    }

    @Test
    void should_write_1_2_with_a_street_string_and_without_country() {
        assertThat(shape(ApiVersion.V1_2))
                .isEqualTo("{gender:string,name:{title:string,first:string,last:string},"
                        + "location:{street:string,city:string,state:string,postcode:number,"
                        + PLACE + ",email:string,login:{uuid:string," + LOGIN
                        + ",dob:{date:string,age:number},registered:{date:string,age:number}," + TAIL);
    }

    @Test
    void should_write_1_1_without_uuid_place_and_age() {
        assertThat(shape(ApiVersion.V1_1))
                .isEqualTo("{gender:string,name:{title:string,first:string,last:string},"
                        + "location:{street:string,city:string,state:string,postcode:number},email:string,login:{"
                        + LOGIN + ",dob:string,registered:string," + TAIL);
    }

    @Test
    void should_write_lower_case_and_plain_dates_before_1_3() {
        JsonObject user = first(ApiVersion.V1_2, "nat", "fr");

        String street = user.getAsJsonObject("location").get("street").getAsString();
        assertThat(street).matches("\\d+ .+").isLowerCase();
        assertThat(user.getAsJsonObject("name").get("title").getAsString()).isLowerCase();
        assertThat(user.getAsJsonObject("name").get("last").getAsString()).isLowerCase();
        assertThat(user.getAsJsonObject("dob").get("date").getAsString())
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
        assertThat(first(ApiVersion.V1_1, "nat", "fr").get("dob").getAsString())
                .matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d");
    }

    @Test
    void should_know_the_nationalities_of_each_version() {
        assertThat(ApiVersion.V1_4.nationalities()).hasSize(21);
        assertThat(ApiVersion.V1_3.nationalities())
                .hasSize(17)
                .doesNotContain(Nationality.IN, Nationality.MX, Nationality.RS, Nationality.UA);
        assertThat(ApiVersion.V1_1.nationalities()).hasSize(16).doesNotContain(Nationality.NO);
    }

    @Test
    void should_reckon_ages_by_birthdays() {
        for (JsonObject user : Pages.of(ApiVersion.V1_4, "seed", "words", "results", "300")) {
            Instant birth = Instant.parse(birth(user));
            long age = ChronoUnit.YEARS.between(birth.atOffset(ZoneOffset.UTC), Pages.NOW.atOffset(ZoneOffset.UTC));
            assertThat(user.getAsJsonObject("dob").get("age").getAsLong()).isEqualTo(age);
        }
    }

    @Test
    void should_reckon_ages_by_calendar_years_in_1_3() {
        for (JsonObject user : Pages.of(ApiVersion.V1_3, "seed", "words", "results", "300")) {
            int year = Integer.parseInt(birth(user).substring(0, 4));
            assertThat(user.getAsJsonObject("dob").get("age").getAsInt()).isEqualTo(2026 - year);
        }
    }

    private static String birth(JsonObject user) {
        return user.getAsJsonObject("dob").get("date").getAsString();
    }

    private static String shape(ApiVersion version) {
        return Shape.ofKinds(first(version, "nat", "us"));
    }

    private static JsonObject first(ApiVersion version, String name, String value) {
        List<JsonObject> users = Pages.of(version, "seed", "words", name, value);
        return users.get(0);
    }
}

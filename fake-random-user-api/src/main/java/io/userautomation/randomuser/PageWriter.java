package io.userautomation.randomuser;

import io.userautomation.randomuser.http.Response;
import io.userautomation.randomuser.people.JsonBytes;
import io.userautomation.randomuser.people.PageRequest;
import io.userautomation.randomuser.people.UserSource;

/** Writes whole pages: the users and the {@code info} block, which repeats what was asked for. */
final class PageWriter {
    private static final int BYTES_PER_USER = 1250;

    private final UserSource source;

    PageWriter(UserSource source) {
        this.source = source;
    }

    /** A page and how many users are on it. */
    record Page(Response response, int users) {}

    /** Writes at most {@code users} of the page's users. */
    Page write(PageRequest request, int users) {
        JsonBytes out = new JsonBytes(users * BYTES_PER_USER + 256);
        out.ascii("{\"results\":[");
        int written = users == 0 ? 0 : source.write(request, users, out);
        out.ascii(']');
        if (request.info()) {
            out.ascii(",\"info\":{\"seed\":").quoted(request.reportedSeed());
            out.ascii(",\"results\":").number(request.results(), 1);
            out.ascii(",\"page\":").number(request.page(), 1);
            out.ascii(",\"version\":\"").ascii(request.version().number()).ascii("\"}");
        }
        return new Page(Response.json(200, out.ascii('}')), written);
    }
}

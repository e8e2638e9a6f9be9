package io.userautomation.randomuser;

import io.userautomation.randomuser.fault.Fault;
import io.userautomation.randomuser.fault.FaultJson;
import io.userautomation.randomuser.fault.Faults;
import io.userautomation.randomuser.fault.FaultyReply;
import io.userautomation.randomuser.http.HttpRequest;
import io.userautomation.randomuser.http.HttpServer;
import io.userautomation.randomuser.http.Reply;
import io.userautomation.randomuser.http.Response;
import io.userautomation.randomuser.people.ApiVersion;
import io.userautomation.randomuser.people.PageRequest;
import io.userautomation.randomuser.people.UnknownNationalityIndexException;
import io.userautomation.randomuser.people.UserSource;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who answers what: {@code /api/[version/]}, {@code /faults}, {@code /stats}; anything else is not found. */
final class ApiRoutes implements HttpServer.Handler {
    private static final Pattern API = Pattern.compile("/api(?:/([0-9.]*))?/?");

    private final RandomUserApi.Options options;
    private final PageWriter pages;
    private final UserSource source;
    private final Faults faults;
    private final Statistics statistics;
    private final RateLimit rateLimit;
    private final AtomicReference<HttpServer> server = new AtomicReference<>();

    ApiRoutes(RandomUserApi.Options options, UserSource source, Faults faults, Statistics statistics) {
        this.options = options;
        this.source = source;
        this.faults = faults;
        this.statistics = statistics;
        pages = new PageWriter(source);
        rateLimit = new RateLimit(options.rateLimit(), options.rateLimitStretch(), System::nanoTime);
    }

    /** Tells which server these are the routes of; faults act on it. */
    void servedBy(HttpServer serving) {
        server.set(serving);
    }

    @Override
    public Reply answer(HttpRequest request) {
        Matcher api = API.matcher(request.path());
        if (api.matches()) {
            Optional<ApiVersion> version = version(api.group(1));
            return version.filter(source::serves).isPresent() ? page(version.get(), request) : notFound();
        }
        return switch (request.path()) {
            case "/faults" -> faults(request);
            case "/stats" -> Response.json(200, statistics.toJson());
            default -> notFound();
        };
    }

    private Optional<ApiVersion> version(String number) {
        return number == null || number.isEmpty() ? Optional.of(source.newest()) : ApiVersion.of(number);
    }

    private Reply page(ApiVersion version, HttpRequest request) {
        statistics.asked(request.target());
        LockSupport.parkNanos(options.latency().toNanos());
        PageRequest page;
        try {
            page = PageRequest.of(version, request.query());
        } catch (UnknownNationalityIndexException e) {
            return Response.error(500, e.getMessage());
        }
        Optional<Fault> fault = faults.strike();
        if (fault.isPresent()) {
            statistics.struck();
            return FaultyReply.of(
                    fault.get(),
                    page.results(),
                    users -> pages.write(page, users).response(),
                    server.get());
        }
        if (!rateLimit.allows(request.client(), page.results())) {
            statistics.turnedAway();
            return Response.error(
                    429, "%s users in this stretch are enough. Come back later.".formatted(options.rateLimit()));
        }
        PageWriter.Page written = pages.write(page, page.results());
        statistics.served(written.users());
        boolean zip =
                options.gzip() && request.header("accept-encoding").orElse("").contains("gzip");
        return zip ? written.response().gzipped() : written.response();
    }

    private Reply faults(HttpRequest request) {
        switch (request.method()) {
            case "GET" -> {
                return Response.json(200, FaultJson.write(faults));
            }
            case "POST" -> {
                try {
                    faults.add(FaultJson.read(request.body()));
                    return Response.json(200, FaultJson.write(faults));
                } catch (IllegalArgumentException e) {
                    return Response.error(400, e.getMessage());
                }
            }
            case "DELETE" -> {
                faults.clear();
                return Response.json(200, FaultJson.write(faults));
            }
            default -> {
                return Response.error(405, "GET, POST or DELETE");
            }
        }
    }

    private static Response notFound() {
        return Response.of(404, "text/plain; charset=utf-8", "Not Found".getBytes(StandardCharsets.UTF_8));
    }
}

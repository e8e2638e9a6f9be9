package io.userautomation.randomuser;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** What has been asked for and served since the start. Thread-safe. */
public final class Statistics {
    private static final int REMEMBERED = 1000;

    private final Deque<String> recent = new ArrayDeque<>();
    private long requests;
    private long pages;
    private long users;
    private long rateLimited;
    private long struck;

    /** Requests to the API, however they were answered. */
    public synchronized long requests() {
        return requests;
    }

    /** Pages answered without a fault. */
    public synchronized long pages() {
        return pages;
    }

    /** Users on those pages. */
    public synchronized long users() {
        return users;
    }

    /** Requests turned away by the rate limit. */
    public synchronized long rateLimited() {
        return rateLimited;
    }

    /** Paths and queries of the last 1,000 requests to the API, oldest first. */
    public synchronized List<String> recent() {
        return List.copyOf(recent);
    }

    synchronized void asked(String target) {
        requests++;
        recent.addLast(target);
        if (recent.size() > REMEMBERED) {
            recent.removeFirst();
        }
    }

    synchronized void served(int number) {
        pages++;
        users += number;
    }

    synchronized void turnedAway() {
        rateLimited++;
    }

    synchronized void struck() {
        struck++;
    }

    synchronized String toJson() {
        JsonObject json = new JsonObject();
        json.addProperty("requests", requests);
        json.addProperty("pages", pages);
        json.addProperty("users", users);
        json.addProperty("rate_limited", rateLimited);
        json.addProperty("struck_by_faults", struck);
        json.add("recent", new Gson().toJsonTree(recent));
        return json.toString();
    }
}

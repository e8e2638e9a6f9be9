package io.userautomation.systemtests.settings;

import java.net.URISyntaxException;
import java.nio.file.Path;

/** A test's resource as the file that it is. */
public final class ResourceFile {

    private ResourceFile() {}

    /** The absolute path of the resource at {@code name}, which begins with a slash. */
    public static String path(String name) {
        try {
            return Path.of(ResourceFile.class.getResource(name).toURI()).toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}

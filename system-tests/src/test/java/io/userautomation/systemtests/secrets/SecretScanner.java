package io.userautomation.systemtests.secrets;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/**
 * Looks for secrets where none may be: as they are, as part of a URL, in hexadecimal digits or in Base64, at whatever place
 * in the encoded text; also inside of files that gzip has packed.
 */
public final class SecretScanner {

    /** Shorter ones would be found by chance. */
    private static final int MIN_LENGTH = 16;

    /** @param text a character for each byte */
    private record Form(String name, String text) {}

    private final List<Form> forms = new ArrayList<>();
    /** By its first two bytes, whether any form begins so. */
    private final boolean[] begins = new boolean[1 << 16];

    /** @param secrets each by the name that findings have it under: what is found is never repeated */
    public SecretScanner(Map<String, String> secrets) {
        secrets.forEach((name, secret) -> {
            if (secret.length() < MIN_LENGTH) {
                throw new IllegalArgumentException(name + " is too short to be told from chance");
            }
            Map<String, String> written = new TreeMap<>();
            byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
            written.put(secret, name);
            written.putIfAbsent(URLEncoder.encode(secret, StandardCharsets.UTF_8), name + ", URL-encoded");
            written.putIfAbsent(HexFormat.of().formatHex(bytes), name + ", in hexadecimal digits");
            for (int before = 0; before < 3; before++) {
                String base64 = inBase64(bytes, before);
                written.putIfAbsent(base64, name + ", in Base64");
                written.putIfAbsent(base64.replace('+', '-').replace('/', '_'), name + ", in URL-safe Base64");
            }
            written.forEach(
                    (text, title) -> forms.add(new Form(title, characters(text.getBytes(StandardCharsets.UTF_8)))));
        });
        forms.forEach(form -> begins[start(form.text(), 0)] = true);
    }

    /** Which secrets are in a text, each with the place's name; empty where there are none. */
    public List<String> in(String place, String text) {
        return in(place, text.getBytes(StandardCharsets.UTF_8));
    }

    public List<String> in(String place, byte[] bytes) {
        List<String> found = new ArrayList<>();
        String text = characters(bytes);
        for (int at = 0; at + 1 < text.length(); at++) {
            if (begins[start(text, at)]) {
                for (Form form : forms) {
                    if (text.startsWith(form.text(), at)) {
                        found.add(place + ": " + form.name());
                    }
                }
            }
        }
        return found.stream().distinct().toList();
    }

    /** Those in the files under a folder; links are not followed. */
    public List<String> inFilesOf(Path folder) throws IOException {
        List<String> found = new ArrayList<>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isRegularFile()) {
                    found.addAll(inFile(file));
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw e;
            }
        });
        return found;
    }

    private List<String> inFile(Path file) throws IOException {
        try {
            byte[] bytes = Files.readAllBytes(file);
            List<String> found = new ArrayList<>(in(file.toString(), bytes));
            if (file.toString().endsWith(".gz")) {
                try (GZIPInputStream packed = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
                    found.addAll(in(file.toString(), packed.readAllBytes()));
                }
            }
            return found;
        } catch (NoSuchFileException deletedMeanwhile) {
            return List.of();
        }
    }

    /** The characters that depend on nothing but the secret where so many bytes stand before it, in groups of three. */
    private static String inBase64(byte[] secret, int before) {
        byte[] bytes = new byte[before + secret.length];
        System.arraycopy(secret, 0, bytes, before, secret.length);
        String encoded = Base64.getEncoder().encodeToString(bytes);
        return encoded.substring((before * 8 + 5) / 6, bytes.length * 8 / 6);
    }

    private static String characters(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static int start(String text, int at) {
        return (text.charAt(at) << Byte.SIZE) | text.charAt(at + 1);
    }
}

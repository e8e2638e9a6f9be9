package io.userautomation.producer.api;

import io.userautomation.producer.settings.ApiSettings;
import io.userautomation.producer.settings.ProxySettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;

/** Asks the API over HTTP, once per page; repeating is {@link RetryingUserApi}'s business. */
public final class HttpUserApi implements UserApi {

    /** A full page of 5,000 users is about 6 MiB. */
    private static final long MAX_ANSWER = 32L << 20;

    private final ApiSettings settings;
    private final CloseableHttpClient client;
    private final ScheduledExecutorService deadlines;

    public HttpUserApi(ApiSettings settings) {
        this.settings = settings;
        this.deadlines = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "page-deadline");
            thread.setDaemon(true);
            return thread;
        });
        ConnectionConfig connection = ConnectionConfig.custom()
                .setConnectTimeout(Timeout.of(settings.connectTimeout()))
                .setSocketTimeout(Timeout.of(settings.responseTimeout()))
                .build();
        HttpClientBuilder builder = HttpClients.custom()
                .useSystemProperties()
                .setUserAgent("user_automation producer-task")
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .useSystemProperties()
                        .setDefaultConnectionConfig(connection)
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(Timeout.of(settings.responseTimeout()))
                        .build())
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement();
        settings.proxy().ifPresent(proxy -> use(proxy, builder));
        this.client = builder.build();
    }

    private static void use(ProxySettings proxy, HttpClientBuilder builder) {
        builder.setProxy(new HttpHost(proxy.host(), proxy.port()));
        proxy.username().ifPresent(user -> {
            BasicCredentialsProvider login = new BasicCredentialsProvider();
            char[] password = proxy.password().orElse("").toCharArray();
            login.setCredentials(
                    new AuthScope(proxy.host(), proxy.port()), new UsernamePasswordCredentials(user, password));
            builder.setDefaultCredentialsProvider(login);
        });
    }

    @Override
    public UserPage fetch(PageRequest request, Duration atMost) throws ApiException {
        HttpGet get = new HttpGet(uri(request));
        Duration time = settings.pageTimeout().compareTo(atMost) < 0 ? settings.pageTimeout() : atMost;
        AtomicBoolean late = new AtomicBoolean();
        ScheduledFuture<?> deadline = deadlines.schedule(
                () -> {
                    late.set(true);
                    get.cancel();
                },
                time.toMillis(),
                TimeUnit.MILLISECONDS);
        try {
            return client.execute(get, response -> read(request, response));
        } catch (ApiException e) {
            throw e;
        } catch (IOException e) {
            throw late.get()
                    ? ApiException.unanswered("did not finish its answer within " + time.toMillis() + " ms", e)
                    : HttpFailures.passing(e);
        } finally {
            deadline.cancel(false);
        }
    }

    @Override
    public void close() {
        deadlines.shutdownNow();
        client.close(CloseMode.IMMEDIATE);
    }

    private URI uri(PageRequest request) {
        String base = settings.url().toString();
        return URI.create(base + (settings.url().getRawQuery() == null ? "?" : "&") + request.query());
    }

    private UserPage read(PageRequest request, ClassicHttpResponse response) throws IOException {
        if (response.getCode() != HttpStatus.SC_OK) {
            throw HttpFailures.refused(response);
        }
        HttpEntity entity = response.getEntity();
        if (entity == null) {
            throw ApiException.unusable("answered without a body");
        }
        InputStream body = new BoundedInputStream(entity.getContent(), MAX_ANSWER);
        try {
            return new PageReader(request, settings.version())
                    .read(new InputStreamReader(body, StandardCharsets.UTF_8.newDecoder()));
        } catch (ApiException e) {
            throw HttpFailures.withContentType(e, entity.getContentType());
        }
    }
}

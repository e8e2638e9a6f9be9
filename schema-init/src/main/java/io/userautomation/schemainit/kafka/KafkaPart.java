package io.userautomation.schemainit.kafka;

import io.userautomation.commandline.Summary;
import io.userautomation.commandline.TaskException;
import io.userautomation.commandline.tls.TlsProbe;
import io.userautomation.kafka.settings.KafkaFailure;
import io.userautomation.kafka.settings.KafkaSettings;
import io.userautomation.kafka.settings.TopicSettings;
import io.userautomation.stores.ServerSchema;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The topics. */
public final class KafkaPart implements ServerSchema {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaPart.class);
    private static final int REQUEST_TIMEOUT_MILLIS = 5_000;
    private static final int CALL_TIMEOUT_MILLIS = 15_000;

    private final KafkaSettings kafka;
    private final List<TopicPlan> plans;
    private Admin admin;
    private Topics topics;
    private boolean laid;

    /** @param runsRetention how long what is known of a run is kept */
    public KafkaPart(KafkaSettings kafka, TopicSettings topics, Duration runsRetention) {
        this.kafka = kafka;
        this.plans = TopicPlan.of(topics, runsRetention);
    }

    @Override
    public String server() {
        return "Kafka at " + kafka.bootstrapServers();
    }

    @Override
    public List<InetSocketAddress> addresses() {
        return kafka.addresses();
    }

    @Override
    public void connect() throws IOException, InterruptedException {
        close();
        TlsProbe.check(kafka.transport(), kafka.addresses());
        Map<String, Object> properties = new HashMap<>(kafka.clientProperties());
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MILLIS);
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, CALL_TIMEOUT_MILLIS);
        properties.put(AdminClientConfig.CLIENT_ID_CONFIG, "schema-init");
        admin = Admin.create(properties);
        topics = new Topics(admin);
        int brokers = brokers();
        int wanted = plans.get(0).replicas();
        if (brokers < wanted) {
            throw new IOException("%s broker(s) are up, %s asks for %s"
                    .formatted(brokers, TopicSettings.REPLICATION_FACTOR.variable(), wanted));
        }
    }

    @Override
    public void create(Summary summary) throws IOException, InterruptedException {
        try {
            lay(summary);
        } catch (IOException e) {
            throw refusedOr(e);
        }
    }

    private void lay(Summary summary) throws IOException, InterruptedException {
        Set<String> existing = topics.existing(names());
        List<TopicPlan> missing = missing(existing);
        List<String> created = missing.isEmpty() ? List.of() : topics.create(missing);
        laid = true;
        topics.awaitLeaders(names());
        created.forEach(name -> LOG.info("topic created topic={}", name));
        summary.with("topics_created", created);
        bound(existing);
    }

    /** A users topic that others made may take larger records, and so must the dead letters. */
    private List<TopicPlan> missing(Set<String> existing) throws IOException, InterruptedException {
        TopicState users = topics.states(List.copyOf(existing)).get(plans.get(0).name());
        return plans.stream()
                .filter(plan -> !existing.contains(plan.name()))
                .map(plan -> users == null ? plan : plan.withRoomFor(users.number(TopicPlan.LARGEST_BATCH)))
                .toList();
    }

    @Override
    public void repair(Summary summary) throws IOException, InterruptedException {
        List<String> repaired = new ArrayList<>();
        for (TopicDifference difference : differences(topics.states(names()))) {
            String topic = difference.topic();
            if (difference.partitions() > 0) {
                topics.enlarge(topic, difference.partitions());
                topics.await(topic, state -> state.partitions() >= difference.partitions());
                LOG.info("partitions added topic={} partitions={}", topic, difference.partitions());
                repaired.add(topic);
            }
            if (!difference.configs().isEmpty()) {
                topics.alter(topic, difference.configs());
                topics.await(topic, state -> state.configs()
                        .entrySet()
                        .containsAll(difference.configs().entrySet()));
                LOG.info("topic repaired topic={} configs={}", topic, difference.configs());
                repaired.add(topic);
            }
        }
        summary.with("topics_repaired", repaired.stream().distinct().toList());
    }

    /** Gives topics of an older release the bounds that they were made without. */
    private void bound(Set<String> existing) throws IOException, InterruptedException {
        Map<String, TopicState> states = topics.states(List.copyOf(existing));
        for (TopicPlan plan : plans) {
            TopicState state = states.get(plan.name());
            Map<String, String> missing = state == null ? Map.of() : plan.missingBounds(state);
            if (!missing.isEmpty()) {
                topics.alter(plan.name(), missing);
                topics.await(plan.name(), altered -> plan.missingBounds(altered).isEmpty());
                LOG.info("topic bounded topic={} configs={}", plan.name(), missing);
            }
        }
    }

    @Override
    public List<String> differences(Summary summary) throws IOException, InterruptedException {
        Map<String, TopicState> states = states();
        List<String> sentences = new ArrayList<>();
        names().stream()
                .filter(name -> !states.containsKey(name))
                .forEach(name -> sentences.add(
                        "topic %s is missing at %s: run schema-init to create it".formatted(name, server())));
        differences(states).forEach(difference -> sentences.add(difference.sentence()));
        return sentences;
    }

    private List<TopicDifference> differences(Map<String, TopicState> states) {
        List<TopicDifference> differences = new ArrayList<>();
        plans.stream()
                .filter(plan -> states.containsKey(plan.name()))
                .forEach(plan -> differences.addAll(TopicDifferences.between(plan, states.get(plan.name()))));
        TopicPlan users = plans.get(0);
        TopicPlan deadLetters = plans.get(1);
        if (states.keySet().containsAll(List.of(users.name(), deadLetters.name()))) {
            differences.addAll(TopicDifferences.betweenLimits(
                    users, states.get(users.name()), deadLetters, states.get(deadLetters.name())));
        }
        TopicPlan owners = plans.get(3);
        if (states.containsKey(owners.name())) {
            differences.addAll(TopicDifferences.betweenOwners(owners, states.get(owners.name())));
        }
        return differences;
    }

    @Override
    public void close() {
        if (admin != null) {
            admin.close(Duration.ofSeconds(1));
            admin = null;
        }
    }

    private Map<String, TopicState> states() throws IOException, InterruptedException {
        try {
            return laid ? topics.awaitStates(names()) : topics.states(names());
        } catch (IOException e) {
            throw refusedOr(e);
        }
    }

    private int brokers() throws IOException, InterruptedException {
        try {
            return topics.brokers();
        } catch (IOException e) {
            throw refusedOr(e);
        }
    }

    /** @throws TaskException where it is the login that is refused, or what it may do: waiting would not help */
    private IOException refusedOr(IOException e) {
        Optional<TaskException> refusal =
                KafkaFailure.of(kafka, Topics.MAX_ANSWER, e).refusal();
        if (refusal.isPresent()) {
            throw refusal.get();
        }
        return e;
    }

    private List<String> names() {
        return plans.stream().map(TopicPlan::name).toList();
    }
}

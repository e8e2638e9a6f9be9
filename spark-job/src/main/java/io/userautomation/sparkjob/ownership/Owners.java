package io.userautomation.sparkjob.ownership;

import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.TaskException;
import io.userautomation.kafka.settings.KafkaSettings;
import io.userautomation.kafka.settings.TopicSettings;
import io.userautomation.sparkjob.checkpoint.CheckpointIdentity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who owns which checkpoint, decided by Kafka's group coordinator: the one server that every driver needs, on whatever host. Each
 * checkpoint has a group; the member that is assigned the one partition of the owners' topic is its owner.
 */
public final class Owners {

    private static final Logger LOG = LoggerFactory.getLogger(Owners.class);
    private static final String GROUP_PREFIX = "user_automation.";
    /** Longer than a member that has vanished can hold a group up. */
    private static final Duration JOIN = Duration.ofSeconds(30);

    /** Whatever the job's own deadlines are: nothing works without the topic. */
    private static final int CALL_MILLIS = 5_000;

    private final KafkaSettings kafka;
    private final Admin admin;
    private final TopicSettings topics;
    private final Groups groups;

    public Owners(KafkaSettings kafka, Admin admin, TopicSettings topics) {
        this.kafka = kafka;
        this.admin = admin;
        this.topics = topics;
        this.groups = new Groups(admin, new TopicPartition(topics.owners(), 0));
    }

    /** The consumer group of a checkpoint. */
    public static String group(CheckpointIdentity identity) {
        return GROUP_PREFIX + identity.folderName();
    }

    /**
     * Makes sure that the owners' topic is there, with its one partition.
     *
     * @throws TaskException where it isn't, and can't be created
     * @throws KafkaException when the brokers don't answer
     */
    public void requireTopic() throws InterruptedException {
        int partitions;
        try {
            partitions = partitions();
        } catch (UnknownTopicOrPartitionException e) {
            create();
            return;
        }
        if (partitions != 1) {
            throw new TaskException(
                    ExitStatus.FAILED,
                    "topic %s at %s must have exactly one partition, and has %s: delete it and run schema-init"
                            .formatted(topics.owners(), kafka.bootstrapServers(), partitions));
        }
    }

    /** Who owns a checkpoint or is about to; empty where nobody does. */
    public Optional<Owner> of(CheckpointIdentity identity) throws InterruptedException {
        return groups.owner(group(identity));
    }

    /** The living owners of a query's checkpoints, whatever else their identities hold, by group. */
    public Map<String, Owner> of(String query) throws InterruptedException {
        return groups.owners(GROUP_PREFIX + query + "-");
    }

    /** Where a checkpoint stands, as its owner has committed it last; by partition of the users topic. */
    public Map<Integer, Position> positions(CheckpointIdentity identity) throws InterruptedException {
        return positions(identity.folderName());
    }

    /** As {@link #positions(CheckpointIdentity)}, of the checkpoint that has this group. */
    public Map<Integer, Position> positionsOfGroup(String group) throws InterruptedException {
        return positions(group.substring(GROUP_PREFIX.length()));
    }

    /**
     * Joins a group that nobody is in.
     *
     * @return empty where another driver was faster
     * @throws KafkaException when the brokers don't let it join
     */
    public Optional<Ownership> acquire(CheckpointIdentity identity) throws InterruptedException {
        // An older copy of a broker's folder may lack it: then nobody would be chosen, for ever.
        requireTopic();
        Membership membership = new Membership(
                kafka.clientProperties(),
                topics.owners(),
                group(identity),
                Owner.thisProcess().clientId(identity.query()));
        boolean owned = false;
        try {
            if (membership.chosen().get(JOIN.toMillis(), TimeUnit.MILLISECONDS) == Membership.State.OWNER) {
                // Nobody else can commit any more, so that these are the last ones.
                Ownership ownership =
                        new GroupOwnership(identity.folderName(), topics.users(), membership, positions(identity));
                owned = true;
                LOG.info("Owns the checkpoint query={} group={}", identity.query(), group(identity));
                return Optional.of(ownership);
            }
            return Optional.empty();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException known ? known : new KafkaException(e.getCause());
        } catch (TimeoutException e) {
            throw new org.apache.kafka.common.errors.TimeoutException(
                    "group %s could not be joined within %s s".formatted(group(identity), JOIN.toSeconds()), e);
        } finally {
            if (!owned) {
                membership.leave();
            }
        }
    }

    private Map<Integer, Position> positions(String checkpoint) throws InterruptedException {
        return groups.positions(GROUP_PREFIX + checkpoint, topics.users(), checkpoint);
    }

    private int partitions() throws InterruptedException {
        return Groups.answer(admin.describeTopics(
                                List.of(topics.owners()), new DescribeTopicsOptions().timeoutMs(CALL_MILLIS))
                        .topicNameValues()
                        .get(topics.owners()))
                .partitions()
                .size();
    }

    private void create() throws InterruptedException {
        try {
            Groups.answer(admin.createTopics(
                            List.of(new NewTopic(topics.owners(), 1, (short) topics.replicationFactor())),
                            new CreateTopicsOptions().timeoutMs(CALL_MILLIS))
                    .all());
            LOG.info("Created the topic by which drivers agree on who owns a checkpoint topic={}", topics.owners());
        } catch (TopicExistsException e) {
            LOG.debug("Another driver was faster", e);
        } catch (org.apache.kafka.common.errors.TimeoutException e) {
            throw e;
        } catch (KafkaException e) {
            throw new TaskException(
                    ExitStatus.FAILED,
                    "topic %s does not exist at %s, and can't be created (%s): run schema-init"
                            .formatted(topics.owners(), kafka.bootstrapServers(), e.getMessage()),
                    e);
        }
    }
}

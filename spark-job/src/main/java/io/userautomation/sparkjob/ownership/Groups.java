package io.userautomation.sparkjob.ownership;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.ConsumerGroupListing;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/** Looks at groups from outside, without joining any. All of it throws KafkaException when the brokers don't answer. */
final class Groups {

    private static final Duration CALL = Duration.ofSeconds(5);

    private final Admin admin;
    private final TopicPartition owned;

    /** @param owned whose consumer in a group is the checkpoint's owner */
    Groups(Admin admin, TopicPartition owned) {
        this.admin = admin;
        this.owned = owned;
    }

    /** Who owns it, or is about to; empty for a group without members. */
    Optional<Owner> owner(String group) throws InterruptedException {
        return Optional.ofNullable(describe(List.of(group)).get(group)).flatMap(this::anyMember);
    }

    /** The living owners in groups of such names, by group. */
    Map<String, Owner> owners(String prefix) throws InterruptedException {
        List<String> names = answer(admin.listConsumerGroups().all()).stream()
                .map(ConsumerGroupListing::groupId)
                .filter(name -> name.startsWith(prefix))
                .toList();
        Map<String, Owner> owners = new TreeMap<>();
        describe(names).forEach((name, group) -> owner(group).ifPresent(owner -> owners.put(name, owner)));
        return owners;
    }

    /** Its positions in a topic that were committed in the name of this identity. */
    Map<Integer, Position> positions(String group, String topic, String identity) throws InterruptedException {
        Map<Integer, Position> positions = new TreeMap<>();
        answer(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
                .forEach((partition, found) -> {
                    if (partition.topic().equals(topic) && found != null) {
                        Position.of(found, identity)
                                .ifPresent(position -> positions.put(partition.partition(), position));
                    }
                });
        return positions;
    }

    private Map<String, ConsumerGroupDescription> describe(Collection<String> groups) throws InterruptedException {
        Map<String, ConsumerGroupDescription> described = new HashMap<>();
        for (Map.Entry<String, KafkaFuture<ConsumerGroupDescription>> group :
                admin.describeConsumerGroups(groups).describedGroups().entrySet()) {
            try {
                described.put(group.getKey(), answer(group.getValue()));
            } catch (GroupIdNotFoundException e) {
                // Nobody was ever in it, or it is forgotten.
            }
        }
        return described;
    }

    private Optional<Owner> anyMember(ConsumerGroupDescription group) {
        return owner(group).or(() -> group.members().stream().findFirst().map(Groups::owner));
    }

    private Optional<Owner> owner(ConsumerGroupDescription group) {
        return group.members().stream()
                .filter(member -> member.assignment().topicPartitions().contains(owned))
                .findFirst()
                .map(Groups::owner);
    }

    private static Owner owner(MemberDescription member) {
        return Owner.of(member.clientId(), member.host());
    }

    static <T> T answer(KafkaFuture<T> future) throws InterruptedException {
        try {
            return future.get(CALL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException known ? known : new KafkaException(e.getCause());
        } catch (TimeoutException e) {
            throw new org.apache.kafka.common.errors.TimeoutException("no answer in time", e);
        }
    }
}

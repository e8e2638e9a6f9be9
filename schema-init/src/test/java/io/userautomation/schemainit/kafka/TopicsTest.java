package io.userautomation.schemainit.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.anyCollection;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.DescribeConfigsResult;
import org.apache.kafka.clients.admin.DescribeTopicsResult;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Brokers hear of a new topic one after another; which of them answers is the client's choice. */
class TopicsTest {

    private static final String TOPIC = "users_created";
    private static final List<String> NAMES = List.of(TOPIC);
    private static final TopicState STATE = new TopicState(1, 1, Map.of("cleanup.policy", "delete"));

    private final Admin admin = mock(Admin.class);
    private final Topics topics = new Topics(admin);
    private final DescribeTopicsResult topicKnown = described(KafkaFuture.completedFuture(description()));
    private final DescribeConfigsResult configKnown = configured(KafkaFuture.completedFuture(config()));

    @BeforeEach
    void knowTheTopic() {
        when(admin.describeTopics(NAMES)).thenReturn(topicKnown);
        when(admin.describeConfigs(anyCollection())).thenReturn(configKnown);
    }

    @Test
    void should_leave_out_a_topic_that_the_broker_does_not_know() throws Exception {
        theNextBrokerDoesNotKnowTheTopic();

        assertThat(topics.states(NAMES)).isEmpty();
    }

    @Test
    void should_leave_out_a_topic_whose_config_the_broker_does_not_know() throws Exception {
        theNextBrokerDoesNotKnowTheConfig();

        assertThat(topics.states(NAMES)).isEmpty();
    }

    @Test
    void should_ask_again_for_a_created_topic_that_a_broker_has_not_heard_of() throws Exception {
        theNextBrokerDoesNotKnowTheTopic();

        assertThat(topics.awaitStates(NAMES)).isEqualTo(Map.of(TOPIC, STATE));
    }

    @Test
    void should_ask_again_for_the_config_of_a_created_topic() throws Exception {
        theNextBrokerDoesNotKnowTheConfig();

        assertThat(topics.awaitStates(NAMES)).isEqualTo(Map.of(TOPIC, STATE));
    }

    @Test
    void should_not_take_a_refusal_for_a_missing_topic() {
        DescribeTopicsResult refused = described(failed(new TopicAuthorizationException("not yours")));
        when(admin.describeTopics(NAMES)).thenReturn(refused);

        assertThatThrownBy(() -> topics.states(NAMES))
                .isInstanceOf(IOException.class)
                .hasMessage("topic users_created can't be described: not yours");
    }

    @Test
    void should_name_the_topic_whose_configs_may_not_be_seen() {
        DescribeConfigsResult refused = configured(failed(new TopicAuthorizationException("not yours")));
        when(admin.describeConfigs(anyCollection())).thenReturn(refused);

        assertThatThrownBy(() -> topics.states(NAMES))
                .isInstanceOf(IOException.class)
                .hasMessage("the configs of topic users_created can't be described: not yours");
    }

    @Test
    void should_say_what_was_asked_for_where_the_brokers_want_it_otherwise() {
        TopicPlan plan = new TopicPlan(TOPIC, 4, 1, Map.of("min.insync.replicas", "1"));
        CreateTopicsResult refused = mock(CreateTopicsResult.class);
        when(refused.values())
                .thenReturn(Map.of(TOPIC, failed(new PolicyViolationException("Topic replication factor must be 3"))));
        when(admin.createTopics(anyCollection())).thenReturn(refused);

        assertThatThrownBy(() -> topics.create(List.of(plan)))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "topic users_created can't be created: Topic replication factor must be 3; it was asked for with"
                                + " 4 partition(s), 1 replica(s) and {min.insync.replicas=1}: set KAFKA_REPLICATION_FACTOR and"
                                + " USERS_TOPIC_PARTITIONS to what these brokers take");
    }

    private void theNextBrokerDoesNotKnowTheTopic() {
        DescribeTopicsResult unknown = described(failed(new UnknownTopicOrPartitionException("who?")));
        when(admin.describeTopics(NAMES)).thenReturn(unknown, topicKnown);
    }

    private void theNextBrokerDoesNotKnowTheConfig() {
        DescribeConfigsResult unknown = configured(failed(new UnknownTopicOrPartitionException("who?")));
        when(admin.describeConfigs(anyCollection())).thenReturn(unknown, configKnown);
    }

    private static DescribeTopicsResult described(KafkaFuture<TopicDescription> answer) {
        DescribeTopicsResult result = mock(DescribeTopicsResult.class);
        when(result.topicNameValues()).thenReturn(Map.of(TOPIC, answer));
        return result;
    }

    private static DescribeConfigsResult configured(KafkaFuture<Config> answer) {
        DescribeConfigsResult result = mock(DescribeConfigsResult.class);
        when(result.values()).thenReturn(Map.of(new ConfigResource(ConfigResource.Type.TOPIC, TOPIC), answer));
        return result;
    }

    private static TopicDescription description() {
        Node leader = new Node(1, "broker", 9092);
        return new TopicDescription(
                TOPIC, false, List.of(new TopicPartitionInfo(0, leader, List.of(leader), List.of(leader))));
    }

    private static Config config() {
        return new Config(List.of(new ConfigEntry("cleanup.policy", "delete")));
    }

    private static <T> KafkaFuture<T> failed(ApiException error) {
        KafkaFutureImpl<T> future = new KafkaFutureImpl<>();
        future.completeExceptionally(error);
        return future;
    }
}

package io.userautomation.systemtests.faults;

import io.userautomation.localstack.Server;
import io.userautomation.localstack.ServerKind;
import java.util.Collections;
import org.junit.jupiter.api.Tag;

/** The only broker is killed while users are published: its log survives, and so does the producer's place in it. */
@Tag("slow")
@Tag("T6")
class T06BrokerKilledIT {

    @Fault("the only broker kill -9 while publishing, back after 3 s")
    void should_publish_each_user_once_on_the_only_broker(FaultReport report) throws Exception {
        try (OwnPipeline pipeline = OwnPipeline.lay("t06_broker")) {
            Server server = pipeline.stack().server(ServerKind.KAFKA);
            BrokerKills.Broker broker = new BrokerKills.Broker() {
                @Override
                public void kill() {
                    server.kill();
                }

                @Override
                public void bringBack() {
                    server.restart();
                }
            };
            new BrokerKills(pipeline, report).strike(8_000, 600, Collections.nCopies(2, broker));
        }
    }
}

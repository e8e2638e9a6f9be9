package io.userautomation.schemainit;

import io.userautomation.commandline.Summary;
import io.userautomation.stores.ServerSchema;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** A server that only listens; a test says how its part behaves by overriding. */
class FakePart implements ServerSchema {

    final List<String> calls = new ArrayList<>();
    private final String name;
    private final ServerSocket listener;

    FakePart(String name) {
        this.name = name;
        try {
            this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new IllegalStateException("no free port on the loopback address", e);
        }
    }

    /** One whose port is closed again. */
    static FakePart absent(String name) throws IOException {
        FakePart part = new FakePart(name);
        part.listener.close();
        return part;
    }

    @Override
    public String server() {
        return name + " at 127.0.0.1:" + listener.getLocalPort();
    }

    @Override
    public List<InetSocketAddress> addresses() {
        return List.of(InetSocketAddress.createUnresolved("127.0.0.1", listener.getLocalPort()));
    }

    @Override
    public void connect() throws Exception {
        calls.add("connect");
    }

    @Override
    public void repair(Summary summary) {
        calls.add("repair");
    }

    @Override
    public void create(Summary summary) throws Exception {
        calls.add("create");
        summary.with(name, "created");
    }

    @Override
    public List<String> differences(Summary summary) throws Exception {
        calls.add("differences");
        return List.of();
    }

    @Override
    public void close() {
        calls.add("close");
        try {
            listener.close();
        } catch (IOException e) {
            throw new IllegalStateException("the listener did not close", e);
        }
    }
}

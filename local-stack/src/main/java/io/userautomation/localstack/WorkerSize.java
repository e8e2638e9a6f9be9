package io.userautomation.localstack;

/**
 * What a Spark worker may hand out to executors.
 *
 * @param cores 1 or more
 * @param memoryMebibytes in MiB, 512 or more
 */
public record WorkerSize(int cores, int memoryMebibytes) {
    private static final int LEAST_MEMORY = 512;

    public WorkerSize {
        if (cores < 1) {
            throw new IllegalArgumentException("The Spark worker's cores (%s) must be 1 or more".formatted(cores));
        }
        if (memoryMebibytes < LEAST_MEMORY) {
            throw new IllegalArgumentException(
                    "The Spark worker's memory (%s MiB) must be %s or more".formatted(memoryMebibytes, LEAST_MEMORY));
        }
    }

    /** All cores of this machine, at least 2, and 2 GiB. */
    public static WorkerSize standard() {
        return new WorkerSize(Math.max(2, Runtime.getRuntime().availableProcessors()), 2048);
    }
}

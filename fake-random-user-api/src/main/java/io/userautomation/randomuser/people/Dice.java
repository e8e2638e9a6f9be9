package io.userautomation.randomuser.people;

/** Random numbers that depend on a starting point alone (SplitMix64: fast, and any start is as good as another). */
final class Dice {
    private static final long STEP = 0x9E3779B97F4A7C15L;

    private long state;

    Dice(long start) {
        state = start;
    }

    /** A starting point made of two numbers, far from those of their neighbours. */
    static long mix(long first, long second) {
        return scramble(scramble(first + STEP) ^ (second * STEP));
    }

    long next() {
        state += STEP;
        return scramble(state);
    }

    /** A number from 0 to {@code bound} - 1. */
    int below(int bound) {
        return (int) (((next() >>> 32) * bound) >>> 32);
    }

    /** A number from {@code least} to {@code most}, both included. */
    long between(long least, long most) {
        return least + Long.remainderUnsigned(next(), most - least + 1);
    }

    private static long scramble(long seed) {
        long mixed = (seed ^ (seed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}

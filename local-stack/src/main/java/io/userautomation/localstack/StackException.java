package io.userautomation.localstack;

/** The stack can't do what it was asked; the message is one sentence for a person, then perhaps a log's last lines. */
public class StackException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StackException(String sentence) {
        super(sentence);
    }

    public StackException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}

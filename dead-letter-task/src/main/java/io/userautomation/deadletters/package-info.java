/** Dead letters: listed, exported, and sent to the users topic again. */
package io.userautomation.deadletters;

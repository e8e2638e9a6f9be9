/** Dead letters on their way back to the users topic. */
package io.userautomation.deadletters.replay;

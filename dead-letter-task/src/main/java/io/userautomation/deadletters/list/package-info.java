/** Dead letters by reason, their contents masked, and in full for whoever repairs them. */
package io.userautomation.deadletters.list;

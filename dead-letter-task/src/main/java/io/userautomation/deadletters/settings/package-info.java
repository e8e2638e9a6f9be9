/** What the commands can be told. */
package io.userautomation.deadletters.settings;

/** What can be made to go wrong, when it strikes, and how often it has. */
package io.userautomation.randomuser.fault;

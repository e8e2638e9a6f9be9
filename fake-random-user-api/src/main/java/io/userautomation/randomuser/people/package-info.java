/** What a page is asked for by, and the users on it: name lists, number patterns, and their writer. */
package io.userautomation.randomuser.people;

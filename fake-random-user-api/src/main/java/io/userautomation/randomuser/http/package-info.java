/** HTTP/1.1 on loopback, small enough to break on purpose: resets, refusals and cut bodies need the bare socket. */
package io.userautomation.randomuser.http;

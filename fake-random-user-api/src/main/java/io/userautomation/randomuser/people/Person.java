package io.userautomation.randomuser.people;

import java.time.LocalDateTime;

/** Who a user is, before anything of it is written. */
record Person(Nationality nationality, Gender gender, Name first, Name last, LocalDateTime birth) {}

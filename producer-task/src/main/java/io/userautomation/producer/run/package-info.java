/** Opening and closing runs on the runs topic. */
package io.userautomation.producer.run;

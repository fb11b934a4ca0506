package io.suture.server;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The Suture server: signing service, distribution server and people's API in one application. */
@SpringBootApplication
public class SutureServer {

    public static void main(String[] args) {
        SpringApplication.run(SutureServer.class, args);
    }
}

package io.suture.server.identity;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;

/** Marks what exists only where the server issues access tokens itself: {@code suture.identity.local}, and in demo mode. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ConditionalOnExpression("${suture.identity.local:${suture.demo:false}}")
public @interface LocalIssuer {

    /** The issuer's name in tokens. */
    String NAME = "urn:suture:local-issuer";
}

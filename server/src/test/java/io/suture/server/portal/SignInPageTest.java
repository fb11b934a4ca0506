package io.suture.server.portal;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.server.identity.AccountDesk;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

class SignInPageTest {

    @Test
    void whenTheServerHasNoLocalAccountsThenThePageOffersPasskeysOnly() {
        SignInPageController page =
                new SignInPageController(new StaticListableBeanFactory().getBeanProvider(AccountDesk.class));
        assertThat(page.show(false).modelAttributes()).containsEntry("local", false);
    }
}

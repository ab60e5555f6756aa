package io.trunkline.engine.conformance;

import static io.trunkline.engine.conformance.Json.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LinksExpectationTest {
    @Test
    void setsAreTheSameInAnyOrder() {
        assertThat(
                        LinksExpectation.sorted(
                                json(
                                        "{'result':true,'died':[['b','x'],['a','x']],"
                                                + "'msgs':{'d':[['msg',2],['msg',1]],'c':[]},"
                                                + "'links':{'e':['g','f']}}")))
                .isEqualTo(
                        LinksExpectation.sorted(
                                json(
                                        "{'links':{'e':['f','g']},'result':true,"
                                                + "'died':[['a','x'],['b','x']],"
                                                + "'msgs':{'c':[],'d':[['msg',1],['msg',2]]}}")));
    }

    @Test
    void aMessageThatCameTwiceIsNotOneThatCameOnce() {
        String twice = "{'result':1,'died':[],'msgs':{'a':[['msg',1],['msg',1]]},'links':{}}";
        String once = "{'result':1,'died':[],'msgs':{'a':[['msg',1]]},'links':{}}";

        assertThat(LinksExpectation.sorted(json(twice)))
                .isNotEqualTo(LinksExpectation.sorted(json(once)));
    }

    @Test
    void tuplesKeepTheirOrder() {
        String one = "{'result':1,'died':[['a','b']],'msgs':{},'links':{}}";
        String other = "{'result':1,'died':[['b','a']],'msgs':{},'links':{}}";

        assertThat(LinksExpectation.sorted(json(one)))
                .isNotEqualTo(LinksExpectation.sorted(json(other)));
    }

    @Test
    void anObservationThatItDoesNotKnowIsRefused() {
        assertThatThrownBy(() ->
                        LinksExpectation.sorted(
                                json(
                                        "{'result':1,'died':[],'msgs':{},'links':{},"
                                                + "'weather':'fine'}")))
                .isInstanceOf(BadRecording.class)
                .hasMessageContaining("field must be known: field=weather");
    }
}

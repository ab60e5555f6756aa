package io.trunkline.engine.conformance;

import static io.trunkline.engine.conformance.Json.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.Test;

class GenServerExpectationTest {
    private static final JsonNode START = json("{'op':'start'}");
    private static final JsonNode STOP = json("{'op':'stop','reason':'boom'}");

    @Test
    void anOrdinaryObservationIsExpectedAsItIs() {
        JsonNode observed =
                json(
                        "{'result':['exit','boom'],'log':[['terminate','boom']],'down':'boom',"
                                + "'parent_msgs':[['EXIT','boom']],'parent_down':null,"
                                + "'stray_replies':0}");

        assertThat(expected(STOP, observed)).isEqualTo(observed);
    }

    @Test
    void aBadReturnValueIsExpectedAsACrashWhereverItShows() {
        assertThat(
                        expected(
                                STOP,
                                json(
                                        "{'result':['exit',['bad_return_value','x']],"
                                                + "'log':[['terminate',['bad_return_value','x']]],"
                                                + "'down':['bad_return_value','x'],"
                                                + "'parent_msgs':"
                                                + "[['EXIT',['bad_return_value','x']]],"
                                                + "'parent_down':null,'stray_replies':0}")))
                .isEqualTo(
                        json(
                                "{'result':['exit',['raised',['bad_return_value','x']]],"
                                        + "'log':[['terminate',"
                                        + "['raised',['bad_return_value','x']]]],"
                                        + "'down':['raised',['bad_return_value','x']],"
                                        + "'parent_msgs':"
                                        + "[['EXIT',['raised',['bad_return_value','x']]]],"
                                        + "'parent_down':null,'stray_replies':0}"));
    }

    @Test
    void aFailedStartIsExpectedToLeaveNoExitMessage() {
        assertThat(
                        expected(
                                START,
                                json(
                                        "{'result':['error','boom'],'log':[['init']],'down':null,"
                                                + "'parent_msgs':[['EXIT','boom']],"
                                                + "'parent_down':null,'stray_replies':0}")))
                .isEqualTo(
                        json(
                                "{'result':['error','boom'],'log':[['init']],'down':null,"
                                        + "'parent_msgs':[],"
                                        + "'parent_down':null,'stray_replies':0}"));
    }

    @Test
    void aParentThatDiedOfAFailedStartIsExpectedToGetTheError() {
        assertThat(
                        expected(
                                START,
                                json(
                                        "{'result':'parent_died','log':[['init']],'down':null,"
                                                + "'parent_msgs':[],'parent_down':'boom',"
                                                + "'stray_replies':0}")))
                .isEqualTo(
                        json(
                                "{'result':['error','boom'],'log':[['init']],'down':null,"
                                        + "'parent_msgs':[],'parent_down':null,"
                                        + "'stray_replies':0}"));
    }

    @Test
    void anIgnoredStartIsNoFailure() {
        JsonNode observed =
                json(
                        "{'result':'ignore','log':[['init']],'down':null,"
                                + "'parent_msgs':[['EXIT','normal']],'parent_down':null,"
                                + "'stray_replies':0}");

        assertThat(expected(START, observed)).isEqualTo(observed);
    }

    private static JsonNode expected(JsonNode step, JsonNode observed) {
        return new GenServerExpectation().of(json("{}"), step, observed);
    }
}

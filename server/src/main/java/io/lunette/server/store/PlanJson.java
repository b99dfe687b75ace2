package io.lunette.server.store;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.lunette.domainxml.DiskSource;
import io.lunette.plan.Plan;
import io.lunette.plan.Step;
import java.util.List;

/**
 * A plan as its journal entry keeps it: each record an object of its components; a step and a disk's source carry the
 * name of their record. An entry lives for seconds, and is read by the program that wrote it or by the next version.
 */
final class PlanJson {
    private static final List<Class<?>> SEALED = List.of(Step.class, DiskSource.class);

    private PlanJson() {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "is")
    private interface Named {}

    /** Made when the first plan is written: it takes long to load. */
    private static final class Mapper {
        static final JsonMapper MAPPER = mapper();

        private static JsonMapper mapper() {
            JsonMapper.Builder builder = JsonMapper.builder()
                    .addModule(new Jdk8Module())
                    .addModule(new JavaTimeModule())
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .defaultPropertyInclusion(
                            JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.NON_ABSENT))
                    // Components alone: a method isPresent() or getName() of a record says nothing new.
                    .visibility(PropertyAccessor.GETTER, Visibility.NONE)
                    .visibility(PropertyAccessor.IS_GETTER, Visibility.NONE)
                    .visibility(PropertyAccessor.FIELD, Visibility.ANY)
                    .visibility(PropertyAccessor.CREATOR, Visibility.ANY);
            for (Class<?> type : SEALED) {
                builder.addMixIn(type, Named.class);
                builder.registerSubtypes(type.getPermittedSubclasses());
            }
            return builder.build();
        }
    }

    static String text(Plan plan) {
        try {
            return Mapper.MAPPER.writeValueAsString(plan);
        } catch (JsonProcessingException unknown) {
            throw new IllegalStateException("a plan of a form that the journal does not know", unknown);
        }
    }

    static Plan read(String text) {
        try {
            return Mapper.MAPPER.readValue(text, Plan.class);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("the journal holds what is no plan", broken);
        }
    }
}

-- db-scheduler's one table: what is to be run when, by whom it is run now, and its last sign of life.
CREATE TABLE scheduled_tasks (
    task_name            text    NOT NULL,
    task_instance        text    NOT NULL,
    task_data            text,
    execution_time       bigint  NOT NULL,
    picked               boolean NOT NULL,
    picked_by            text,
    last_success         bigint,
    last_failure         bigint,
    consecutive_failures integer,
    last_heartbeat       bigint,
    version              bigint  NOT NULL,
    PRIMARY KEY (task_name, task_instance)
);
CREATE INDEX scheduled_tasks_by_time ON scheduled_tasks (execution_time);
CREATE INDEX scheduled_tasks_by_heartbeat ON scheduled_tasks (last_heartbeat);

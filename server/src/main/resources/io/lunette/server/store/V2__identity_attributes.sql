-- What Keystone keeps of users, projects and roles beside what it works with. JSON: an object or a list of texts.
ALTER TABLE users ADD COLUMN extra text NOT NULL DEFAULT '{}';
ALTER TABLE projects ADD COLUMN tags text NOT NULL DEFAULT '[]';
ALTER TABLE projects ADD COLUMN extra text NOT NULL DEFAULT '{}';
ALTER TABLE roles ADD COLUMN description text NOT NULL DEFAULT '';

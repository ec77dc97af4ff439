import GRDB

/// The tables, and the steps that lead from each version of them to the next. A step that was released never changes.
enum Schema {
    /// What this program writes, kept in SQLite's `user_version`.
    static let version = 1
    /// SQLite's `application_id`, the letters SLYP.
    static let applicationID = 0x534C_5950

    /// All steps. Each runs once, in a transaction of its own.
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1") { db in
            for statements in [people, devices, access, books] { try db.execute(sql: statements) }
            try db.execute(sql: "PRAGMA application_id = \(applicationID); PRAGMA user_version = 1")
        }
        return migrator
    }

    private static let people = """
        CREATE TABLE tokens (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            role TEXT NOT NULL CHECK (role IN ('device', 'operator')),
            name TEXT,
            template TEXT,
            uses INTEGER NOT NULL CHECK (uses > 0),
            uses_left INTEGER NOT NULL CHECK (uses_left BETWEEN 0 AND uses),
            expires INTEGER NOT NULL,
            labels TEXT NOT NULL,
            services TEXT NOT NULL,
            groups TEXT NOT NULL,
            replaces INTEGER NOT NULL CHECK (replaces IN (0, 1)),
            accepts INTEGER NOT NULL CHECK (accepts IN (0, 1)),
            source TEXT,
            created INTEGER NOT NULL,
            created_by TEXT NOT NULL,
            revoked INTEGER,
            CHECK ((name IS NULL) != (template IS NULL))
        ) STRICT;
        CREATE TABLE name_counters (
            template TEXT PRIMARY KEY,
            next INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE operators (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            name TEXT NOT NULL UNIQUE,
            state TEXT NOT NULL CHECK (state IN ('accepted', 'revoked')),
            created INTEGER NOT NULL,
            last_seen INTEGER,
            last_from TEXT
        ) STRICT;
        CREATE TABLE memberships (
            operator_id INTEGER NOT NULL REFERENCES operators (id),
            name TEXT NOT NULL,
            PRIMARY KEY (operator_id, name)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX memberships_by_name ON memberships (name);
        """

    private static let devices = """
        CREATE TABLE devices (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            name TEXT NOT NULL UNIQUE,
            address INTEGER NOT NULL UNIQUE CHECK (address BETWEEN 1 AND 4194303),
            state TEXT NOT NULL CHECK (state IN ('pending', 'accepted', 'revoked')),
            version TEXT,
            facts TEXT,
            boot_id TEXT,
            machine_id TEXT,
            created INTEGER NOT NULL,
            last_seen INTEGER,
            last_from TEXT,
            ended TEXT,
            clone_since INTEGER
        ) STRICT;
        CREATE TABLE labels (
            device_id INTEGER NOT NULL REFERENCES devices (id),
            key TEXT NOT NULL,
            value TEXT NOT NULL,
            PRIMARY KEY (device_id, key)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX labels_by_key ON labels (key, value);
        CREATE TABLE services (
            device_id INTEGER NOT NULL REFERENCES devices (id),
            name TEXT NOT NULL,
            host TEXT NOT NULL,
            target_port INTEGER NOT NULL CHECK (target_port BETWEEN 1 AND 65535),
            port INTEGER NOT NULL CHECK (port BETWEEN 1024 AND 65535),
            announced INTEGER NOT NULL CHECK (announced IN (0, 1)),
            PRIMARY KEY (device_id, name),
            UNIQUE (device_id, port)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX services_by_name ON services (name);
        CREATE TABLE boots (
            device_id INTEGER NOT NULL REFERENCES devices (id),
            boot_id TEXT NOT NULL,
            machine_id TEXT NOT NULL,
            seen INTEGER NOT NULL,
            turn INTEGER NOT NULL,
            PRIMARY KEY (device_id, boot_id)
        ) STRICT, WITHOUT ROWID;
        """

    private static let access = """
        CREATE TABLE keys (
            fingerprint BLOB PRIMARY KEY CHECK (length(fingerprint) = 32),
            key BLOB NOT NULL,
            role TEXT NOT NULL CHECK (role IN ('device', 'operator', 'enroll')),
            device_id INTEGER REFERENCES devices (id),
            operator_id INTEGER REFERENCES operators (id),
            token_id INTEGER REFERENCES tokens (id),
            created INTEGER NOT NULL,
            retired INTEGER,
            CHECK ((role = 'device') = (device_id IS NOT NULL)),
            CHECK ((role = 'operator') = (operator_id IS NOT NULL)),
            CHECK ((role = 'enroll') = (token_id IS NOT NULL))
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX keys_by_device ON keys (device_id, retired, key) WHERE device_id IS NOT NULL;
        CREATE INDEX keys_by_operator ON keys (operator_id) WHERE operator_id IS NOT NULL;
        CREATE INDEX keys_by_token ON keys (token_id) WHERE token_id IS NOT NULL;
        CREATE TABLE enrollments (
            token_id INTEGER NOT NULL REFERENCES tokens (id),
            fingerprint BLOB NOT NULL REFERENCES keys (fingerprint),
            device_id INTEGER REFERENCES devices (id),
            operator_id INTEGER REFERENCES operators (id),
            time INTEGER NOT NULL,
            source TEXT,
            PRIMARY KEY (token_id, fingerprint)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE grants (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            operator_id INTEGER REFERENCES operators (id),
            group_name TEXT,
            kind TEXT NOT NULL CHECK (kind IN ('device', 'pattern', 'label')),
            target TEXT NOT NULL,
            until INTEGER,
            created INTEGER NOT NULL,
            created_by TEXT NOT NULL,
            ended INTEGER,
            CHECK ((operator_id IS NULL) != (group_name IS NULL))
        ) STRICT;
        CREATE INDEX grants_by_operator ON grants (operator_id) WHERE ended IS NULL AND operator_id IS NOT NULL;
        CREATE INDEX grants_by_group ON grants (group_name) WHERE ended IS NULL AND group_name IS NOT NULL;
        CREATE INDEX grants_by_end ON grants (until) WHERE ended IS NULL AND until IS NOT NULL;
        CREATE TABLE grant_services (
            grant_id INTEGER NOT NULL REFERENCES grants (id),
            name TEXT NOT NULL,
            PRIMARY KEY (grant_id, name)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE patterns (
            id INTEGER PRIMARY KEY,
            text TEXT NOT NULL UNIQUE
        ) STRICT;
        CREATE TABLE pattern_devices (
            pattern_id INTEGER NOT NULL REFERENCES patterns (id),
            device_id INTEGER NOT NULL REFERENCES devices (id),
            PRIMARY KEY (pattern_id, device_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX pattern_devices_by_device ON pattern_devices (device_id);
        """

    private static let books = """
        CREATE TABLE sessions (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            device_id INTEGER REFERENCES devices (id),
            operator_id INTEGER REFERENCES operators (id),
            source TEXT,
            monitor_pid INTEGER NOT NULL,
            monitor_start INTEGER NOT NULL,
            started INTEGER NOT NULL,
            ended INTEGER,
            why TEXT,
            CHECK ((device_id IS NULL) != (operator_id IS NULL))
        ) STRICT;
        CREATE INDEX sessions_open ON sessions (id) WHERE ended IS NULL;
        CREATE INDEX sessions_by_device ON sessions (device_id) WHERE device_id IS NOT NULL;
        CREATE INDEX sessions_by_operator ON sessions (operator_id) WHERE operator_id IS NOT NULL;
        CREATE INDEX sessions_by_end ON sessions (ended) WHERE ended IS NOT NULL;
        CREATE TABLE audit (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            time INTEGER NOT NULL,
            actor TEXT NOT NULL,
            verb TEXT NOT NULL,
            device TEXT,
            operator TEXT,
            detail TEXT NOT NULL
        ) STRICT;
        CREATE INDEX audit_by_device ON audit (device) WHERE device IS NOT NULL;
        CREATE INDEX audit_by_operator ON audit (operator) WHERE operator IS NOT NULL;
        CREATE INDEX audit_by_time ON audit (time);
        CREATE TRIGGER audit_stays BEFORE UPDATE ON audit
            BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
        CREATE TRIGGER audit_is_kept BEFORE DELETE ON audit
            BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
        CREATE TRIGGER audit_is_not_overwritten BEFORE INSERT ON audit
            WHEN EXISTS (SELECT 1 FROM audit WHERE id = NEW.id)
            BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
        CREATE TABLE settings (
            name TEXT PRIMARY KEY,
            value TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE host_keys (
            fingerprint TEXT PRIMARY KEY,
            use TEXT NOT NULL CHECK (use IN ('active', 'spare', 'retired')),
            public_key TEXT NOT NULL,
            private_key TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        """
}

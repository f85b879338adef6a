using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Hub.Core.Data.Migrations;

/// <summary>People with what ASP.NET Core Identity keeps about them, their sessions, one-time links, and the nodes' shared keys.</summary>
[DbContext(typeof(HubDb)), Migration("20261122000002_People")]
internal sealed class M20261122B_People : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        People(migrationBuilder);
        Credentials(migrationBuilder);
        Access(migrationBuilder);
    }

    private static void People(MigrationBuilder m)
    {
        m.CreateTable("people", t => new
        {
            Id = t.Uuid(m.OnSqlite(), "id"),
            DisplayName = t.Column<string>(name: "display_name", maxLength: 200),
            Discipline = t.Column<string>(name: "discipline", maxLength: 100),
            IsAdmin = t.Column<bool>(name: "is_admin"),
            Disabled = t.Column<bool>(name: "disabled"),
            CreatedAt = t.Column<long>(name: "created_at"),
            UserName = t.Column<string>(name: "user_name", maxLength: 256, nullable: true),
            NormalizedUserName = t.Column<string>(name: "normalized_user_name", maxLength: 256, nullable: true),
            Email = t.Column<string>(name: "email", maxLength: 256, nullable: true),
            NormalizedEmail = t.Column<string>(name: "normalized_email", maxLength: 256, nullable: true),
            EmailConfirmed = t.Column<bool>(name: "email_confirmed"),
            PasswordHash = t.Column<string>(name: "password_hash", nullable: true),
            SecurityStamp = t.Column<string>(name: "security_stamp", nullable: true),
            ConcurrencyStamp = t.Column<string>(name: "concurrency_stamp", nullable: true),
            PhoneNumber = t.Column<string>(name: "phone_number", maxLength: 256, nullable: true),
            PhoneNumberConfirmed = t.Column<bool>(name: "phone_number_confirmed"),
            TwoFactorEnabled = t.Column<bool>(name: "two_factor_enabled"),
            LockoutEnd = t.Column<long>(name: "lockout_end", nullable: true),
            LockoutEnabled = t.Column<bool>(name: "lockout_enabled"),
            AccessFailedCount = t.Column<int>(name: "access_failed_count"),
        }, constraints: t => t.PrimaryKey("pk_people", p => p.Id));
        m.CreateIndex("user_name_index", "people", "normalized_user_name", unique: true);
        m.CreateIndex("email_index", "people", "normalized_email");
    }

    private static void Credentials(MigrationBuilder m)
    {
        var sqlite = m.OnSqlite();
        m.CreateTable("person_claims", t => new
        {
            Id = t.Counted("id"),
            User = t.Uuid(sqlite, "user_id"),
            Type = t.Column<string>(name: "claim_type", nullable: true),
            Value = t.Column<string>(name: "claim_value", nullable: true),
        }, constraints: t =>
        {
            t.PrimaryKey("pk_person_claims", c => c.Id);
            t.ForeignKey("fk_person_claims_people_user_id", c => c.User, "people", "id", onDelete: ReferentialAction.Cascade);
        });
        m.CreateTable("person_logins", t => new
        {
            Provider = t.Column<string>(name: "login_provider", maxLength: 128),
            Key = t.Column<string>(name: "provider_key", maxLength: 128),
            Name = t.Column<string>(name: "provider_display_name", nullable: true),
            User = t.Uuid(sqlite, "user_id"),
        }, constraints: t =>
        {
            t.PrimaryKey("pk_person_logins", l => new { l.Provider, l.Key });
            t.ForeignKey("fk_person_logins_people_user_id", l => l.User, "people", "id", onDelete: ReferentialAction.Cascade);
        });
        m.CreateTable("person_tokens", t => new
        {
            User = t.Uuid(sqlite, "user_id"),
            Provider = t.Column<string>(name: "login_provider", maxLength: 128),
            Name = t.Column<string>(name: "name", maxLength: 128),
            Value = t.Column<string>(name: "value", nullable: true),
        }, constraints: t =>
        {
            t.PrimaryKey("pk_person_tokens", k => new { k.User, k.Provider, k.Name });
            t.ForeignKey("fk_person_tokens_people_user_id", k => k.User, "people", "id", onDelete: ReferentialAction.Cascade);
        });
        m.CreateTable("person_passkeys", t => new
        {
            Id = t.Column<byte[]>(name: "credential_id", maxLength: 1024),
            User = t.Uuid(sqlite, "user_id"),
            Data = t.Json(sqlite, "data"),
        }, constraints: t =>
        {
            t.PrimaryKey("pk_person_passkeys", p => p.Id);
            t.ForeignKey("fk_person_passkeys_people_user_id", p => p.User, "people", "id", onDelete: ReferentialAction.Cascade);
        });
        foreach (var table in new[] { "person_claims", "person_logins", "person_passkeys" }) m.CreateIndex($"ix_{table}_user_id", table, "user_id");
    }

    private static void Access(MigrationBuilder m)
    {
        var sqlite = m.OnSqlite();
        m.CreateTable("sessions", t => new
        {
            Id = t.Uuid(sqlite, "id"),
            Person = t.Uuid(sqlite, "person_id"),
            CreatedAt = t.Column<long>(name: "created_at"),
            LastSeenAt = t.Column<long>(name: "last_seen_at"),
            EndedAt = t.Column<long>(name: "ended_at", nullable: true),
            LockedAt = t.Column<long>(name: "locked_at", nullable: true),
            Device = t.Column<string>(name: "device", maxLength: 100),
        }, constraints: t =>
        {
            t.PrimaryKey("pk_sessions", s => s.Id);
            t.ForeignKey("fk_sessions_people_person_id", s => s.Person, "people", "id", onDelete: ReferentialAction.Cascade);
        });
        m.CreateIndex("ix_sessions_person_id", "sessions", "person_id");
        m.CreateTable("links", t => new
        {
            Id = t.Uuid(sqlite, "id"),
            Kind = t.Column<short>(name: "kind"),
            TokenHash = t.Column<byte[]>(name: "token_hash"),
            Person = t.Uuid(sqlite, "person_id", nullable: true),
            DisplayName = t.Column<string>(name: "display_name", nullable: true),
            UserName = t.Column<string>(name: "user_name", nullable: true),
            Discipline = t.Column<string>(name: "discipline", nullable: true),
            IsAdmin = t.Column<bool>(name: "is_admin"),
            CreatedBy = t.Uuid(sqlite, "created_by", nullable: true),
            CreatedAt = t.Column<long>(name: "created_at"),
            ExpiresAt = t.Column<long>(name: "expires_at"),
            UsedAt = t.Column<long>(name: "used_at", nullable: true),
        }, constraints: t =>
        {
            t.PrimaryKey("pk_links", l => l.Id);
            t.ForeignKey("fk_links_people_person_id", l => l.Person, "people", "id", onDelete: ReferentialAction.Cascade);
        });
        m.CreateIndex("ix_links_person_id", "links", "person_id");
        m.CreateIndex("ix_links_token_hash", "links", "token_hash", unique: true);
        m.CreateTable("keys", t => new
        {
            Name = t.Column<string>(name: "name"),
            Value = t.Column<byte[]>(name: "value"),
        }, constraints: t => t.PrimaryKey("pk_keys", k => k.Name));
    }
}

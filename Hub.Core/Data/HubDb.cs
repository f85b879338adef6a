using System.Text.Json;
using Hub.Core.Feedback;
using Hub.Core.Journal;
using Hub.Core.Notifications;
using Hub.Core.Notifications.Contacts;
using Hub.Core.People;
using Hub.Core.Recognition;
using Hub.Core.Rooms.Attachments;
using Hub.Core.Rooms.Reviews;
using Hub.Core.Rooms.Reviews.FollowUp;
using Hub.Core.Rooms.Search;
using Hub.Core.Sessions;
using Hub.Core.Teams;
using Hub.Core.Work;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Hub.Core.Data;

/// <summary>The whole database as one model for SQLite and PostgreSQL. The journal's tables are declared here but read and written by the journal alone.</summary>
public sealed class HubDb(DbContextOptions<HubDb> options) : IdentityUserContext<Person, Guid>(options)
{
    public DbSet<Session> Sessions => Set<Session>();
    public DbSet<OneTimeLink> Links => Set<OneTimeLink>();
    public DbSet<Team> Teams => Set<Team>();
    public DbSet<TeamMember> TeamMembers => Set<TeamMember>();
    public DbSet<DutyRole> DutyRoles => Set<DutyRole>();
    public DbSet<Shift> Shifts => Set<Shift>();
    public DbSet<SeriesRow> Series => Set<SeriesRow>();
    public DbSet<SeriesDateRow> SeriesDates => Set<SeriesDateRow>();
    public DbSet<CommitmentRow> Commitments => Set<CommitmentRow>();
    public DbSet<CalendarFeed> CalendarFeeds => Set<CalendarFeed>();
    public DbSet<NotificationRow> Notifications => Set<NotificationRow>();
    public DbSet<WallRow> Walls => Set<WallRow>();
    public DbSet<KeptOutRow> KeptOut => Set<KeptOutRow>();
    public DbSet<DigestRow> Digests => Set<DigestRow>();
    public DbSet<JobRun> JobRuns => Set<JobRun>();
    public DbSet<JobLease> JobLeases => Set<JobLease>();
    public DbSet<SealedKey> Keys => Set<SealedKey>();
    public DbSet<MetaRow> Meta => Set<MetaRow>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<InstantAsMicros>();
        if (Database.IsSqlite()) configurationBuilder.Properties<Guid>().HaveConversion<GuidAsBytes>();
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        PeopleTables.Configure(builder);
        SessionTables.Configure(builder);
        TeamTables.Configure(builder);
        Nudges.NudgeTables.Configure(builder);
        RecognitionTables.Configure(builder);
        JournalTables.Configure(builder);
        SearchTables.Configure(builder);
        AttachmentTables.Configure(builder);
        ReviewTables.Configure(builder);
        SeriesTables.Configure(builder);
        NotificationTables.Configure(builder);
        DecisionTables.Configure(builder);
        ContactTables.Configure(builder);
        WorkTables.Configure(builder);
        SealedKey.Configure(builder);
        foreach (var entity in builder.Model.GetEntityTypes().Where(e => !e.IsMappedToJson())) NameInSnakeCase(entity);
    }

    // Quoted names are a trap in hand-written PostgreSQL: everything is lower case there.
    private static void NameInSnakeCase(IMutableEntityType entity)
    {
        foreach (var property in entity.GetProperties()) property.SetColumnName(Snake(property.GetColumnName()));
        foreach (var key in entity.GetKeys()) key.SetName(Snake(key.GetName()!));
        foreach (var key in entity.GetForeignKeys()) key.SetConstraintName(Snake(key.GetConstraintName()!));
        foreach (var index in entity.GetIndexes()) index.SetDatabaseName(Snake(index.GetDatabaseName()!));
    }

    private static string Snake(string name) =>
        name.Contains('_', StringComparison.Ordinal) ? name.ToLowerInvariant() : JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
}

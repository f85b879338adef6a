using Hub.Core.People;
using Microsoft.EntityFrameworkCore;

namespace Hub.Core.Feedback;

/// <summary>When a series meets, read off its room with each append, so that what is due is found without opening rooms. No word of it stands here.</summary>
public sealed class SeriesRow
{
    public Guid Room { get; set; }
    /// <summary>Head of the room when this was written.</summary>
    public long Seq { get; set; }
    public Guid? Owner { get; set; }
    public Guid? Team { get; set; }
    public string Zone { get; set; } = "";
    public string Start { get; set; } = "";
    public int Minutes { get; set; }
    public string Rrule { get; set; } = "";
    /// <summary>Minutes before a session, with blanks between.</summary>
    public string Reminders { get; set; } = "";
    /// <summary>UTC microseconds since which the plan holds.</summary>
    public long From { get; set; }
    public long CreatedAt { get; set; }
    public long? EndedAt { get; set; }
    public int Sequence { get; set; }
    /// <summary>UTC microseconds at which there is something to do for it: 0 after each change.</summary>
    public long LookAt { get; set; }
}

/// <summary>What is known of one date of a series beside its rule.</summary>
public sealed class SeriesDateRow
{
    public Guid Room { get; set; }
    public long Occurrence { get; set; }
    public long? MovedTo { get; set; }
    public bool Skipped { get; set; }
    public bool Held { get; set; }
    public bool Missed { get; set; }
    public long ChangedSeq { get; set; }
    public Guid? ChangedBy { get; set; }
    /// <summary>The <see cref="ChangedSeq"/> of which the participants were told.</summary>
    public long ToldSeq { get; set; }
}

/// <summary>An open commitment: whose it is and when it is due.</summary>
public sealed class CommitmentRow
{
    public Guid Room { get; set; }
    public Guid Id { get; set; }
    public Guid Person { get; set; }
    public long Occurrence { get; set; }
    public long DueAt { get; set; }
    /// <summary>The <see cref="DueAt"/> of which its owner was told.</summary>
    public long? ToldDue { get; set; }
}

/// <summary>The secret address of one person's calendar. Only the secret's SHA-256 is kept.</summary>
public sealed class CalendarFeed
{
    public Guid Id { get; set; }
    public Guid PersonId { get; set; }
    public byte[] SecretHash { get; set; } = [];
    public DateTimeOffset CreatedAt { get; set; }
}

internal static class SeriesTables
{
    public static void Configure(ModelBuilder model)
    {
        model.Entity<SeriesRow>(e =>
        {
            e.ToTable("feedback_series");
            e.HasKey(r => r.Room);
            e.Property(r => r.Room).ValueGeneratedNever();
            e.Property(r => r.From).HasColumnName("from_at");
            e.HasIndex(r => r.LookAt).HasDatabaseName("feedback_series_look");
        });
        model.Entity<SeriesDateRow>(e =>
        {
            e.ToTable("session_dates");
            e.HasKey(r => new { r.Room, r.Occurrence });
            e.Property(r => r.Occurrence).ValueGeneratedNever();
        });
        model.Entity<CommitmentRow>(e =>
        {
            e.ToTable("session_commitments");
            e.HasKey(r => new { r.Room, r.Id });
            e.HasIndex(r => r.DueAt).HasDatabaseName("session_commitments_due");
            e.HasIndex(r => r.Person).HasDatabaseName("session_commitments_person");
        });
        model.Entity<CalendarFeed>(e =>
        {
            e.ToTable("calendar_feeds");
            e.Property(f => f.Id).ValueGeneratedNever();
            e.HasIndex(f => f.PersonId).IsUnique();
            e.HasOne<Person>().WithMany().HasForeignKey(f => f.PersonId).OnDelete(DeleteBehavior.Cascade);
        });
    }
}

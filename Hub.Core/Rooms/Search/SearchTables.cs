using Microsoft.EntityFrameworkCore;

namespace Hub.Core.Rooms.Search;

/// <summary>That a message is found by a term. The term is keyed; see <see cref="SearchKey"/>.</summary>
public sealed record SearchTermRow(Guid Room, long Term, long Seq);

/// <summary>Up to which event a room's index has come.</summary>
public sealed class SearchProgressRow
{
    public Guid Room { get; set; }
    public long Seq { get; set; }
}

/// <summary>That a message mentions a person; <see cref="MentionsEverybody"/> stands for all members.</summary>
public sealed record MentionRow(Guid Room, Guid User, long Seq)
{
    public static readonly Guid MentionsEverybody = Guid.Empty;
}

/// <summary>What the indexer writes behind the journal. Each table is its own index: on SQLite without row ids, so nothing stands there twice.</summary>
public static class SearchTables
{
    public static void Configure(ModelBuilder model)
    {
        model.Entity<SearchTermRow>(e =>
        {
            e.ToTable("search_terms");
            e.HasKey(r => new { r.Room, r.Term, r.Seq });
            e.Property(r => r.Room).HasColumnName("room");
            e.Property(r => r.Term).HasColumnName("term").ValueGeneratedNever();
            e.Property(r => r.Seq).HasColumnName("seq").ValueGeneratedNever();
        });
        model.Entity<SearchProgressRow>(e =>
        {
            e.ToTable("search_progress");
            e.HasKey(r => r.Room);
            e.Property(r => r.Room).HasColumnName("room").ValueGeneratedNever();
            e.Property(r => r.Seq).HasColumnName("seq");
        });
        model.Entity<MentionRow>(e =>
        {
            e.ToTable("mentions");
            e.HasKey(r => new { r.Room, r.User, r.Seq });
            e.Property(r => r.Room).HasColumnName("room");
            e.Property(r => r.User).HasColumnName("person");
            e.Property(r => r.Seq).HasColumnName("seq").ValueGeneratedNever();
        });
    }
}

using Hub.Core.Rooms.Asks;
using Hub.Core.Rooms.Messages;

namespace Hub.Tests.Year;

/// <summary>Something that was asked of people, and who of them has not given it yet.</summary>
internal sealed record Errand(Place Place, long Seq, Colleague Author, Priority Priority, int Since, int? DueAt)
{
    public List<Part> Open { get; } = [];
    public List<Part> All { get; } = [];
}

/// <summary>One person's part of it, and how far up the ladder it is.</summary>
internal sealed class Part(Errand errand, Colleague who)
{
    public Errand Errand => errand;
    public Colleague Who => who;
    public NudgeStep? Step { get; set; }
    public int Times { get; set; }
    public int StepAt { get; set; }
    public int LastAt { get; set; }
    public int SnoozedUntil { get; set; }
    public bool Over { get; set; }
    public int LookAt { get; set; }

    /// <summary>Who was asked in their place.</summary>
    public List<Colleague> Asked { get; } = [];

    public Colleague Present => Asked.Count > 0 && Step is not (null or NudgeStep.Person) ? Asked[^1] : who;
}

using System.Reflection;
using Hub.Core.Rooms;
using Hub.Core.Rooms.Messages;

namespace Hub.Tests.Rooms.Retention;

/// <summary>Which events are kept for a time, and which for as long as the room.</summary>
public class PassingTests
{
    /// <summary>Texts that stay: what a room is called, for whom and by what plan it meets, and what vouches for signatures. None says anything about a patient.</summary>
    private static readonly string[] Stays = ["roomCreated", "roomRenamed", "roleAdded", "reviewAttended", "minutesSigned", "seriesPlanned", "sessionOpened"];

    /// <summary>The types of events that hold a text, however deep.</summary>
    public static IEnumerable<string> WithText => Vocabulary.Events.Where(e => HoldsText(e.Value, [])).Select(e => e.Key).Order(StringComparer.Ordinal);

    /// <summary>Whether the body goes when its time is over: by its own mark, or with the message or session that it is about.</summary>
    public static bool Passes(string type) =>
        Vocabulary.Passing.Contains(type) || Vocabulary.Events[type].GetProperty(nameof(RoomEvent.About))!.DeclaringType != typeof(RoomEvent);

    [Fact]
    public void EveryEventThatHoldsAText_PassesOrIsNamedAsStaying() =>
        Assert.Equal(Stays.Order(StringComparer.Ordinal), WithText.Where(type => !Passes(type)));

    [Fact]
    public void Passing_HoldsWhatIsDoneInAReview_AndNotWhoHasTheChairOrWasThere()
    {
        Assert.Superset(new HashSet<string> { MessagePosted.Name, "caseAdded", "opinionGiven", "opinionsRevealed", "decided", "outcomeRecorded", "filesAttached" }, Vocabulary.Passing.ToHashSet());
        Assert.DoesNotContain(Vocabulary.Passing, t => t is "chairHandedOver" or "reviewAttended" or "identifiersUnmasked" or "memberAdded");
    }

    private static bool HoldsText(Type type, HashSet<Type> seen)
    {
        if (type == typeof(string)) return true;
        if (!seen.Add(type)) return false;
        if (type.IsGenericType) return type.GetGenericArguments().Any(t => HoldsText(t, seen));
        return type.Namespace!.StartsWith("Hub.", StringComparison.Ordinal) && !type.IsEnum
            && type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.Name is not (nameof(RoomEvent.Common) or "EqualityContract")).Any(p => HoldsText(p.PropertyType, seen));
    }
}

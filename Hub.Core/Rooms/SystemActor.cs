namespace Hub.Core.Rooms;

/// <summary>Who acts when nobody does: a job. No account has this id, and no request can name it.</summary>
public static class SystemActor
{
    public static readonly Guid Id = new("00000000-0000-8000-8000-000000000001");
}

/// <summary>Marks a command that only the house itself gives; from outside it is as if there were none of this name.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OfTheSystemAttribute : Attribute;

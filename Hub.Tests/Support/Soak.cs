namespace Hub.Tests.Support;

/// <summary>Whether this is a long run: infra/soak sets HUB_SOAK to the number of rounds of each staged fault.</summary>
public static class Soak
{
    public static int Rounds { get; } = int.TryParse(Environment.GetEnvironmentVariable("HUB_SOAK"), out var rounds) ? rounds : 0;

    public static bool On => Rounds > 0;
}

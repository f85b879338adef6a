namespace Hub.Load.Runs;

/// <summary>A load: rooms, members a room, posters in all, and steady deliveries/s in all (0 = closed loop: each has <paramref name="Window"/> posts under way and posts again once one is answered).</summary>
internal sealed record Shape(string Name, int Rooms, int Members, int Posters, double Rate, int Window)
{
    public int Clients => Rooms * Members;

    public static Shape Named(string name, int window) => name switch
    {
        "DA" => new(name, 1, 100, 20, 0, window),
        "DB" => new(name, 50, 20, 200, 0, window),
        "A" => new(name, 1, 100, 20, 10_000, window),
        "B" => new(name, 50, 20, 200, 10_000, window),
        _ => throw new ArgumentException($"--shape {name}: one of A, B, DA, DB"),
    };

    public override string ToString() =>
        $"{Name}: {Rooms} room{(Rooms == 1 ? "" : "s")} × {Members} members, {Posters} posters, {(Rate > 0 ? $"{Rate:N0} deliveries/s" : $"closed loop, {Window} under way each")}";
}

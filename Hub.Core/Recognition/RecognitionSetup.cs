using Microsoft.Extensions.DependencyInjection;

namespace Hub.Core.Recognition;

public static class RecognitionSetup
{
    /// <summary>Registers walls of thanks and digests. Needs teams, rooms and notifications. A feature adds its figures by registering an <see cref="IDigestSource"/>.</summary>
    public static IServiceCollection AddHubRecognition(this IServiceCollection services) => services
        .AddSingleton<TeamWalls>().AddSingleton<ThanksBook>().AddSingleton<Unthanked>()
        .AddSingleton<DigestMaker>().AddSingleton<DigestReader>().AddSingleton<RecognitionTeller>()
        .AddSingleton<IDigestSource, LoopFigures>().AddSingleton<IDigestSource, SessionFigures>();
}

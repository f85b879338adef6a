using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.SignalR;

namespace Hub.Tests.Support;

/// <summary>Reads the contract's code out of a hub's refusal: SignalR clients see "… HubException: 404: detail".</summary>
public static partial class HubRefusal
{
    public static int? CodeOf(HubException refused) =>
        Code().Match(refused.Message) is { Success: true } match ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : null;

    [GeneratedRegex(@"(?:^|HubException: )(\d{3}): ")]
    private static partial Regex Code();
}

using Microsoft.AspNetCore.Identity;

namespace Hub.Core.People;

/// <summary>Someone with an account. Clinical staff, never a patient.</summary>
public sealed class Person : IdentityUser<Guid>
{
    public string DisplayName { get; set; } = "";

    /// <summary>As the person would say it: "nurse practitioner", "physician", …</summary>
    public string Discipline { get; set; } = "";

    /// <summary>May invite, disable and reset. Gives no right to any room.</summary>
    public bool IsAdmin { get; set; }

    public bool Disabled { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
}

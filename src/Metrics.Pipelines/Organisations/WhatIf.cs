using Metrics.Pipelines.Calendars;
using Metrics.Pipelines.Policies;
using Metrics.Pipelines.Yaml;
using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Calendars;
using Metrics.ServiceDesk.Sla;

namespace Metrics.Pipelines.Organisations;

/// <summary>An organisation as it would be with another calendar or policy, from a file that nothing else reads.</summary>
public static class WhatIf
{
    /// <summary>With other opening hours: instead of the calendar of the same id, else of the one named, else of the only one.</summary>
    /// <exception cref="ConfigurationException">The file can't be used, or it isn't clear what it stands for.</exception>
    public static Organisation WithCalendar(this Organisation organisation, string file, string? insteadOf)
    {
        var calendar = CalendarReader.Read(YamlValue.Load(file));
        var terms = organisation.Terms;
        var inUse = terms.Calendars.Select(r => r.Calendar).Concat(terms.Policies.SelectMany(p => p.Versions).Select(v => v.Calendar).OfType<OpeningCalendar>())
            .Prepend(terms.Calendar).Select(c => c.Id).Distinct(StringComparer.Ordinal).ToArray();
        var old = Replaced(file, calendar.Id, insteadOf, inUse, "calendar")!;
        OpeningCalendar Other(OpeningCalendar c) => c.Id == old ? calendar : c;
        var policies = terms.Policies.Select(p => p with { Versions = p.Versions.Select(v => v with { Calendar = v.Calendar is { } own ? Other(own) : null }).ToArray() });
        return With(organisation, new ServiceTerms(Other(terms.Calendar), terms.Calendars.Select(r => r with { Calendar = Other(r.Calendar) }), policies.ToArray()), file);
    }

    /// <summary>With another policy: instead of the one of the same id, else of the one named, else of the only one of its level, if any.</summary>
    /// <exception cref="ConfigurationException">The file can't be used, or it isn't clear what it stands for.</exception>
    public static Organisation WithPolicy(this Organisation organisation, string file, string? insteadOf, IReadOnlyDictionary<string, OpeningCalendar> calendars)
    {
        var policy = new PolicyReader(calendars).Read(YamlValue.Load(file));
        var terms = organisation.Terms;
        var old = Replaced(file, policy.Id, insteadOf, terms.Policies.Where(p => p.Level == policy.Level).Select(p => p.Id).ToArray(), "policy");
        return With(organisation, new ServiceTerms(terms.Calendar, terms.Calendars, [.. terms.Policies.Where(p => p.Id != old), policy]), file);
    }

    private static Organisation With(Organisation organisation, ServiceTerms terms, string file) => OrganisationReader.WrongIn(terms) is { } wrong
        ? throw new ConfigurationException($"{file}: for {organisation.Id}: {wrong}")
        : organisation with { Terms = terms };

    private static string? Replaced(string file, string id, string? insteadOf, string[] inUse, string thing)
    {
        if (insteadOf is not null && !inUse.Contains(insteadOf, StringComparer.Ordinal))
            throw new ConfigurationException($"there is no {thing} '{insteadOf}' in use to stand in for; in use {(inUse.Length == 0 ? "is none" : "are " + string.Join(", ", inUse))}");
        if (insteadOf is not null) return insteadOf;
        if (inUse.Contains(id, StringComparer.Ordinal)) return id;
        return inUse.Length <= 1
            ? inUse.FirstOrDefault()
            : throw new ConfigurationException($"{file}: the id '{id}' is none of the {thing} ids in use ({string.Join(", ", inUse)}); say with --instead-of which it stands in for");
    }
}

using Metrics.ServiceDesk.Kpis;
using Metrics.ServiceDesk.Sla;
using Metrics.ServiceDesk.Tests.Calendars;
using NodaTime;

namespace Metrics.ServiceDesk.Tests;

public sealed class OrganisationTests
{
    private static readonly LocalDate NewYear = new(2023, 1, 1);

    private static readonly Organisation City = new(
        "city", new Label("Staden", "The city"), Hours.Stockholm, [120, 60], 11, [16, 8], new ServiceTerms(Hours.Office, [], []))
    {
        Units =
        [
            Unit("växel", "kontaktcenter"), Unit("förvaltning"), Unit("kontaktcenter", "förvaltning", 60, 30), Unit("reception", "kontaktcenter"),
            Unit("kväll", "växel", 25), Unit("lön", "förvaltning"), Unit("arkiv") with { Names = [new(null, "Stadsarkivet"), new(NewYear, "Regionarkivet")] },
        ],
        Customers = [new OrganisationPart("skola", [new DatedName(null, "Grundskolan")])],
    };

    [Theory]
    [InlineData("förvaltning", "förvaltning,kontaktcenter,lön,växel,reception,kväll")]
    [InlineData("kontaktcenter", "kontaktcenter,växel,reception,kväll")]
    [InlineData("kväll", "kväll")]
    [InlineData("arkiv", "arkiv")]
    [InlineData("nobody's", "nobody's")]
    public void A_unit_stands_for_all_below_it_however_deep_and_in_whatever_order_they_are_told(string unit, string all)
    {
        City.WithBelow(unit).Should().BeEquivalentTo(all.Split(',')).And.OnlyHaveUniqueItems();
        City.WithBelow(unit)[0].Should().Be(unit);
    }

    [Fact]
    public void Where_no_units_are_told_a_unit_stands_for_itself() => (City with { Units = [] }).WithBelow("lön").Should().Equal("lön");

    [Theory]
    [InlineData("kontaktcenter", 60)]
    [InlineData("växel", 60)]
    [InlineData("reception", 60)]
    [InlineData("kväll", 25)]
    [InlineData("förvaltning", 120)]
    [InlineData("lön", 120)]
    [InlineData("nobody's", 120)]
    [InlineData(null, 120)]
    public void A_unit_has_its_own_threshold_or_that_of_the_next_above_with_one_or_the_organisation_s(string? unit, int seconds)
        => City.ContractualThreshold(FactKind.Contact, unit).Should().Be(seconds);

    [Theory]
    [InlineData(FactKind.Ticket)]
    [InlineData(FactKind.HandOver)]
    public void Thresholds_in_seconds_say_nothing_of_tickets(FactKind fact)
    {
        City.ContractualThreshold(fact, "kväll").Should().Be(16);
        City.Thresholds(fact).Should().Equal(16, 8);
    }

    [Fact]
    public void Contacts_are_counted_for_every_threshold_that_anyone_has_once_with_the_organisation_s_first()
        => City.Thresholds(FactKind.Contact).Should().Equal(120, 60, 30, 25);

    [Fact]
    public void A_unit_without_thresholds_of_its_own_is_not_one_with_none()
        => (City with { Units = [Unit("a", null, 25), Unit("b", "a") with { ServiceLevelSeconds = [] }] }).ContractualThreshold(FactKind.Contact, "b").Should().Be(25);

    [Fact]
    public void A_unit_is_called_by_the_name_of_the_day_and_one_that_nobody_named_by_its_id()
    {
        (City.UnitName("arkiv", NewYear.PlusDays(-1)), City.UnitName("arkiv", NewYear)).Should().Be(("Stadsarkivet", "Regionarkivet"));
        (City.UnitName("nobody's", NewYear), City.CustomerName("skola", NewYear), City.CustomerName("arkiv", NewYear)).Should().Be(("nobody's", "Grundskolan", "arkiv"));
    }

    [Fact]
    public void A_part_is_there_from_its_first_day_until_the_day_after_its_last()
    {
        var part = Unit("x") with { From = NewYear, Until = NewYear.PlusDays(2) };
        Enumerable.Range(-1, 4).Select(i => part.IsThere(NewYear.PlusDays(i))).Should().Equal(false, true, true, false);
        Unit("x").IsThere(NewYear).Should().BeTrue();
        (Unit("x") with { Until = NewYear }).IsThere(NewYear.PlusDays(-1)).Should().BeTrue();
    }

    private static OrganisationPart Unit(string id, string? parent = null, params int[] seconds)
        => new(id, [new DatedName(null, id)], parent, ServiceLevelSeconds: seconds.Length == 0 ? null : seconds);
}

public sealed class DatedNameTests
{
    private static readonly DatedName[] Names = [new(null, "first"), new(new LocalDate(2022, 7, 1), "second"), new(new LocalDate(2023, 1, 1), "third")];

    [Theory]
    [InlineData(1970, 1, 1, "first")]
    [InlineData(2022, 6, 30, "first")]
    [InlineData(2022, 7, 1, "second")]
    [InlineData(2022, 12, 31, "second")]
    [InlineData(2023, 1, 1, "third")]
    [InlineData(2199, 12, 31, "third")]
    public void The_name_of_a_day_is_the_last_that_has_begun(int year, int month, int day, string name) => DatedName.On(Names, new LocalDate(year, month, day)).Should().Be(name);
}

using Metrics.Intake.Mapping;
using Metrics.Intake.Tests.Support;
using Metrics.ServiceDesk.Events;

namespace Metrics.Intake.Tests.Mapping;

public sealed class HashIdentityTests
{
    private const string Ratings = """
        name: ratings
        zone: UTC
        times: yyyy-MM-dd
        events:
          - { type: servicedesk.survey.rated.v1, time: day, set: { rating: rating, scaleLow: { value: "1" }, scaleHigh: { value: "5" } } }
        """;

    [Fact]
    public void Identical_rows_are_as_many_events()
    {
        using var rows = new MappedRows(Ratings, "day,rating");
        var ids = new[] { "2021-07-01,4", "2021-07-01,4", "2021-07-01,5", "2021-07-01,4" }.Select(r => rows.Event(r).Id).ToArray();
        ids.Should().OnlyHaveUniqueItems();
        ids.Select(id => id.Split('|')[^1]).Should().Equal("1", "2", "1", "3");
    }

    [Fact]
    public void The_same_rows_in_the_same_order_are_the_same_events_wherever_they_stand()
    {
        using var one = new MappedRows(Ratings, "day,rating");
        using var other = new MappedRows(Ratings, "day,rating");
        var ids = new[] { "2021-07-01,4", "2021-07-02,4", "2021-07-01,4" }.Select(r => one.Event(r).Id).ToArray();
        new[] { "2021-07-02,4", "2021-07-01,4", "2021-07-01,4" }.Select(r => other.Event(r).Id).Should().BeEquivalentTo(ids);
    }

    [Fact]
    public void Fields_do_not_run_together()
    {
        using var rows = new MappedRows(Ratings.Replace("day, set", "day, subject: note, set", StringComparison.Ordinal), "day,rating,note,more");
        rows.Event("2021-07-01,4,a,bc").Id.Should().NotBe(rows.Event("2021-07-01,4,ab,c").Id);
    }

    [Fact]
    public void A_rejected_row_takes_no_number()
    {
        using var rows = new MappedRows("""
            name: calls
            zone: UTC
            times: yyyy-MM-dd
            key: who
            events:
              - type: servicedesk.survey.rated.v1
                when: [{ first: false }]
                time: day
                set: { rating: rating, scaleLow: { value: "1" }, scaleHigh: { value: "5" } }
              - type: servicedesk.indicator.reported.v1
                when: [{ first: true }]
                time: day
                set: { indicator: { value: i }, period: day, value: extra, readFrom: { value: f } }
            """, "who,day,rating,extra");
        // The same row twice: as the first of its key it lacks what it must say, after another it doesn't.
        rows.Fault("A,2021-07-01,4,").Column.Should().Be("extra");
        rows.Event("A,2021-07-01,4,1");
        rows.Event("A,2021-07-01,4,").Id.Should().EndWith("|1");
    }

    [Fact]
    public void A_mapping_without_keys_must_see_the_whole_file()
    {
        using var rows = new MappedRows(Ratings, "day,rating");
        rows.Mapper.IsStateful.Should().BeTrue();
    }

    [Fact]
    public void A_draft_gives_way_to_the_whole_record_unless_it_says_its_own_revision()
    {
        using var rows = new MappedRows(Ratings.Replace("zone: UTC", "zone: UTC\nrevision: version", StringComparison.Ordinal), "day,rating,version", fileRevision: 10);
        Draft("2021-07-01,4,").Revision.Should().Be(9);
        Draft("2021-07-01,4,2").Revision.Should().Be(2);

        ServiceEvent Draft(string row)
        {
            var events = new List<ServiceEvent>();
            rows.Mapper.Map(new Row(row.Split(',')), events, draft: true).Should().BeNull();
            return events.Single();
        }
    }
}
